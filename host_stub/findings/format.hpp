// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string_view>

#include <itsm/json.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::findings {

// The formats that scans may be in.
enum class Format { sarif, trivy, cyclonedx, nessus, generic, csv };

}  // namespace itsm::host::findings

template <>
struct itsm::EnumNames<itsm::host::findings::Format> {
  using enum itsm::host::findings::Format;
  static constexpr std::array<std::pair<itsm::host::findings::Format, std::string_view>, 6> names{
      {{sarif, "sarif"},
       {trivy, "trivy"},
       {cyclonedx, "cyclonedx"},
       {nessus, "nessus"},
       {generic, "generic"},
       {csv, "csv"}}};
};

namespace itsm::host::findings {

// The format that `name` means; when it is empty, the one that the beginning of the file shows. The file is
// left where it was. Refused with "unknown_format" (neither name nor file is known; the message says what the
// file looks like, and what it may be meant to be), "scan_empty", "scan_encoding" (UTF-16, compressed).
Result<Format> format_of(std::string_view name, std::istream& file);

}  // namespace itsm::host::findings
