// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// What the person says about the asset, else what the file says. Refused with "asset_missing" when neither
// does.
Result<Asset> asset_of(const ScanTarget& target, std::string_view name, std::string_view type);

// Takes scanner, asset and branch over from the scope.
void place_in(const ScanRun& scope, Finding& finding);

// The name of an image without its tag and digest, which change with every build: "registry:5000/shop".
std::string image_name(std::string_view image);

// The scanner's word for a severity, else the score, else medium.
void set_severity(ScannedFinding& scanned, std::string_view word, std::optional<double> score);

}  // namespace itsm::host::findings
