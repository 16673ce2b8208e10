// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"

// By when findings are to be remedied.
namespace itsm::host::policy {

using SeverityDurations = std::map<Severity, std::chrono::seconds>;

enum class SlaClock { reported_at, first_seen };

// On which days the clock runs, in UTC.
struct Calendar {
  std::array<bool, 7> works{true, true, true, true, true, true, true};  // from Sunday
  std::set<std::chrono::sys_days> holidays{};

  bool works_on(std::chrono::sys_days day) const;
};

struct Sla {
  SeverityDurations by_severity{};
  std::optional<std::chrono::seconds> kev{};  // known to be exploited, whatever its severity
  SeverityDurations internet_facing{};
  std::map<std::string, SeverityDurations> asset_criticality{};
  SlaClock clock = SlaClock::reported_at;
  std::vector<FindingStatus> paused_in{};
  Calendar calendar{};

  bool is_empty() const {
    return by_severity.empty() && !kev && internet_facing.empty() && asset_criticality.empty();
  }
};
void read(config::Element element, Sla& out);

struct DueDate {
  std::optional<Time> at{};
  std::string why{};  // "kev 3d", or why there is none
};

// The strictest of the lines that fit the finding. `paused` is how long the finding has been in statuses in
// which the clock stands.
DueDate due_date(const Sla& sla, const Finding& finding, std::chrono::milliseconds paused = {});

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::SlaClock> {
  using enum itsm::host::policy::SlaClock;
  static constexpr std::array<std::pair<itsm::host::policy::SlaClock, std::string_view>, 2> names{
      {{reported_at, "reported_at"}, {first_seen, "first_seen"}}};
};
