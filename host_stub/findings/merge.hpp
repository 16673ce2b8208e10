// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/findings/scan.hpp"
#include "host_stub/policy/sla.hpp"

namespace itsm::host::findings {

// What a scan's record is to what is stored.
enum class MergeOutcome { created, updated, unchanged, reopened };

}  // namespace itsm::host::findings

template <>
struct itsm::EnumNames<itsm::host::findings::MergeOutcome> {
  using enum itsm::host::findings::MergeOutcome;
  static constexpr std::array<std::pair<itsm::host::findings::MergeOutcome, std::string_view>, 4> names{
      {{created, "created"}, {updated, "updated"}, {unchanged, "unchanged"}, {reopened, "reopened"}}};
};

namespace itsm::host::findings {

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
  std::function<const policy::Sla*(const Finding&)> sla{};  // null and absent: nothing says when it is due
};

// The finding after a scan has shown it. What the scanner says is taken over; what people and policies
// decided stays: the status (but for closed and re_test, which are open again, and a new suppression), an
// effective severity that is not the scanner's, the asset's owner and tags, branch, the due date as long as
// nothing that it depends on has changed, and custom fields that the scan does not name. `paused` is how long
// the clock of the stored finding stood. A pure function.
Merged merge(const std::optional<Finding>& stored, ScannedFinding scanned, const Sighting& sighting,
             std::chrono::milliseconds paused = {});

// Whether the due date of the stored finding depends on something that the scan says otherwise.
bool changes_due_date(const Finding& stored, const ScannedFinding& scanned);

}  // namespace itsm::host::findings
