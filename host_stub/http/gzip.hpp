// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/result.hpp>

namespace itsm::host::http {

enum class GzipFault { broken, too_large };

// Undoes gzip, of several members one after the other too. Stops as soon as more than `limit` bytes came out,
// so a small body cannot fill the memory.
itsm::Result<std::string, GzipFault> gunzip(std::string_view packed, std::size_t limit);

}  // namespace itsm::host::http
