// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/findings/cyclonedx_model.hpp"
#include "host_stub/findings/translated.hpp"

namespace itsm::host::findings::cyclonedx {

// What is kept of a component that has a vulnerability.
struct Package {
  std::string name{};  // with its group: "org.apache.logging.log4j/log4j-core"
  std::string version{};
  std::string identity{};  // the package URL without version and qualifiers, else the name
  std::string manifest{};
};
Package package_of(const Component& component);

// Why a vulnerability makes no finding: its analysis says that it is resolved.
std::optional<std::string> reason_to_skip(const Vulnerability& record);

// The vulnerability in one package; null: in what the BOM is about.
Translation translate(const Vulnerability& record, const Package* package, const ScanRun& scope);

}  // namespace itsm::host::findings::cyclonedx
