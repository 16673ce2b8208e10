// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/sla.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::sys_days;

// As std::chrono::weekday counts them.
constexpr std::array<std::string_view, 7> kDays{"sunday",   "monday", "tuesday", "wednesday",
                                                "thursday", "friday", "saturday"};

void read_by_severity(MapReader& map, SeverityDurations& out) {
  for (const auto& [severity, name] : EnumNames<Severity>::names) {
    seconds duration{};
    if (map.optional(name, duration, "Time to remedy it: 30m, 12h, 7d, 2w.", config::read_duration))
      out[severity] = duration;
  }
}

void read_table(Element element, SeverityDurations& out) {
  MapReader map(element);
  read_by_severity(map, out);
}

void read_criticality(Element element, std::map<std::string, SeverityDurations>& out) {
  MapReader map(element);
  for (const std::string_view word : {"critical", "high", "medium", "low"}) {
    SeverityDurations durations;
    if (map.optional(word, durations, "On assets of this criticality.", read_table))
      out.emplace(word, std::move(durations));
  }
}

void read_day(Element element, std::string& out) { read_word(element, {kDays.begin(), kDays.end()}, out); }

void read_days(Element element, std::array<bool, 7>& out) {
  std::vector<std::string> words;
  if (element.is_description()) {
    Json day;
    std::string word;
    read_day(Element::describing(day), word);
    element.schema() = {{"type", "array"}, {"items", std::move(day)}, {"minItems", 1}};
    return;
  }
  if (element.node().kind != config::NodeKind::list) return element.expected("a list");
  for (const config::Node& node : element.node().items)
    read_day(Element(node, element.report()), words.emplace_back());
  if (words.empty()) return element.expected("at least one day");
  for (std::size_t day = 0; day < kDays.size(); ++day)
    out[day] = std::find(words.begin(), words.end(), kDays[day]) != words.end();
}

struct Holiday {
  sys_days day{};
};
void read(Element element, Holiday& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}})) return;
  const std::string* text = element.scalar("a date");
  if (text == nullptr) return;
  const auto time = text->size() == 10 ? from_rfc3339(*text + "T00:00:00Z") : from_rfc3339("");
  if (!time) return element.expected("a date such as 2026-12-25");
  out.day = std::chrono::floor<days>(*time);
}

void read_calendar(Element element, Calendar& out) {
  MapReader map(element);
  map.optional("days", out.works, "On which the clock runs, in UTC. Default: all.", read_days);
  std::vector<Holiday> holidays;
  map.optional("holidays", holidays, "Dates on which it stands.");
  for (const Holiday& holiday : holidays) out.holidays.insert(holiday.day);
}

// Every span of the calendar holds a day that works, since holidays are finitely many.
Time add(Time start, milliseconds duration, const Calendar& calendar) {
  Time now = start;
  while (duration > milliseconds::zero()) {
    const sys_days day = std::chrono::floor<days>(now);
    const Time end = day + days(1);
    if (calendar.works_on(day)) {
      const milliseconds step = std::min(duration, end - now);
      now += step;
      duration -= step;
    } else {
      now = end;
    }
  }
  return now;
}

// Collects the lines that fit and keeps the strictest.
class Strictest {
 public:
  void offer(const SeverityDurations& durations, const Finding& finding, const std::string& condition) {
    const auto line = durations.find(finding.severity);
    if (line != durations.end()) offer(line->second, std::string(name_of(finding.severity)) + condition);
  }
  void offer(seconds duration, const std::string& what) {
    if (duration_ && *duration_ <= duration) return;
    duration_ = duration;
    why_ = what + " " + config::to_text(duration);
  }

  const std::optional<seconds>& duration() const { return duration_; }
  const std::string& why() const { return why_; }

 private:
  std::optional<seconds> duration_;
  std::string why_;
};

}  // namespace

bool Calendar::works_on(sys_days day) const {
  return works[std::chrono::weekday(day).c_encoding()] && !holidays.contains(day);
}

void read(Element element, Sla& out) {
  MapReader map(element);
  read_by_severity(map, out.by_severity);
  seconds kev{};
  if (map.optional("kev", kev, "For findings known to be exploited, whatever their severity.",
                   config::read_duration))
    out.kev = kev;
  map.optional("internet_facing", out.internet_facing, "On assets that can be reached from outside.",
               read_table);
  map.optional("asset_criticality", out.asset_criticality, "By how much depends on the asset.",
               read_criticality);
  map.optional("clock", out.clock,
               "Starts when this host first saw the finding, or at the scanner's own first date. Default: "
               "reported_at.");
  map.optional("paused_in", out.paused_in, "Statuses in which the clock stands.");
  map.optional("calendar", out.calendar, "Working days.", read_calendar);
  if (!element.is_description() && map.is_readable() && out.is_empty())
    map.complain("an `sla` needs at least one duration, such as `critical: 7d`");
}

DueDate due_date(const Sla& sla, const Finding& finding, milliseconds paused) {
  const Time start = sla.clock == SlaClock::first_seen ? finding.first_seen : finding.reported_at;
  Strictest strictest;
  strictest.offer(sla.by_severity, finding, "");
  if (finding.asset.internet_facing) strictest.offer(sla.internet_facing, finding, " and internet-facing");
  const auto criticality = sla.asset_criticality.find(finding.asset.criticality);
  if (criticality != sla.asset_criticality.end())
    strictest.offer(criticality->second, finding, " on an asset of criticality " + criticality->first);
  if (finding.kev && sla.kev) strictest.offer(*sla.kev, "kev");
  if (!strictest.duration()) return {{}, "no line of `sla` fits"};
  if (start == Time{}) return {{}, "the finding has no " + std::string(name_of(sla.clock))};
  return {add(start, *strictest.duration() + std::max(paused, milliseconds::zero()), sla.calendar),
          strictest.why()};
}

}  // namespace itsm::host::policy
