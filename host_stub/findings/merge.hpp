// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// What a scan's record is to what is stored.
enum class MergeOutcome { created, updated, unchanged, reopened };

struct Merged {
  Finding finding{};
  std::vector<Activity> activities{};  // what changed, for the feed; their finding is set by who stores them
  MergeOutcome outcome = MergeOutcome::unchanged;
};

// Who imports and when.
struct Sighting {
  CompanyId company{};
  std::string application{};  // empty: what is stored stays
  std::string actor{};        // for the feed: "import 12"
  Time now{};
};

// The finding after a scan has shown it. What the scanner says is taken over; what people and policies
// decided stays: the status (but for closed and re_test, which are open again, and a new suppression), an
// effective severity that is not the scanner's, the asset's owner and tags, custom fields, branch and due
// date. A pure function.
Merged merge(const std::optional<Finding>& stored, ScannedFinding scanned, const Sighting& sighting);

}  // namespace itsm::host::findings
