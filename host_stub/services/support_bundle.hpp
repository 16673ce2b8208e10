// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

struct SupportBundle {
  std::string file{};
  std::vector<std::string> holds{};  // names of what is in it
};

// What somebody needs who helps from outside, and nothing that is a company's own: each member is named here,
// so that what is added to settings and tables later does not come along by itself. Companies are told by
// number, and every live secret is looked for in the text before it is written.
Result<SupportBundle> write_support_bundle(Services& services, const std::filesystem::path& file);

}  // namespace itsm::host::services
