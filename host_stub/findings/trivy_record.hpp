// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "host_stub/findings/translated.hpp"
#include "host_stub/findings/trivy_model.hpp"

// Records of a Trivy report as findings. Each throws DocumentError when the record has not Trivy's shape.
namespace itsm::host::findings::trivy {

enum class Kind { vulnerability, misconfiguration, secret };

// Why a record that is well-formed makes no finding: "pass", "exception", "not_affected".
std::optional<std::string> reason_to_skip(Kind kind, const Json& record);

Translation translate(Kind kind, const Json& record, const ResultHead& head, const ScanRun& scope);

// A record that Trivy was told to leave out: accepted, or a false positive where it says "not_affected".
void suppress(const Modified& modified, ScannedFinding& scanned);

}  // namespace itsm::host::findings::trivy
