// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "host_stub/findings/cyclonedx_record.hpp"
#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/readings.hpp"

namespace itsm::host::findings::cyclonedx {

// What is known before the vulnerabilities are read.
struct Bom {
  std::string scanner{};
  std::string subject{};  // what the BOM is about
  std::string subject_type{};
  std::unordered_map<std::uint64_t, Package> packages{};  // affected ones, by a hash of their bom-ref

  const Package* package_of(const std::string& ref) const;
};

// Two readings of the file.
Result<Bom> read_bom(Readings& readings, const JsonLimits& limits);

}  // namespace itsm::host::findings::cyclonedx
