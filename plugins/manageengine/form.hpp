// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "plugins/manageengine/metainfo.hpp"

namespace itsm::manageengine {

// What a request template says of its form.
struct Template {
  std::set<std::string> shown{};  // empty: it does not say, and any field may be given
  std::set<std::string> mandatory{};
  std::set<std::string> preset{};  // fields that it fills itself
};

// By id, or by name where there is no id. not_found where there is none.
Result<Template> read_template(const Client& client, const Named& type);

}  // namespace itsm::manageengine
