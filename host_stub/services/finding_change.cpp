// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/finding_change.hpp"

#include <algorithm>

#include "host_stub/services/enum_word.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/custom_fields.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::services {
namespace {

Unexpected<Problem> wrong(const std::string& what, const std::string& value, const std::string& remedy) {
  return problem(ProblemKind::invalid, "value_wrong", "'" + value + "' is no " + what, remedy);
}

// One finding, in the transaction that changes it.
class Changing {
 public:
  Changing(store::Transaction& transaction, Finding finding, const std::string& actor, Time now,
           Cause cause = Cause::person)
      : transaction_(transaction), finding_(std::move(finding)), actor_(actor), now_(now), cause_(cause) {}

  Result<> status(FindingStatus to, const std::string& reason, const std::string& why) {
    ITSM_CHECK(check_transition(finding_.status, to, cause_));
    if (needs_reason(to, cause_) && reason.empty())
      return problem(ProblemKind::invalid, "reason_missing",
                     "a finding that becomes " + std::string(name_of(to)) + " needs a reason",
                     "say why, in a sentence");
    note("status", std::string(name_of(finding_.status)), std::string(name_of(to)),
         reason.empty() ? why : reason);
    feed_.back().kind = ActivityKind::status;
    if (is_terminal(finding_.status)) ++finding_.times_reopened;
    finding_.status = to;
    return {};
  }

  Result<> severity(const std::string& text) {
    ITSM_TRY(const Severity to, value_named<Severity>("value_wrong", "severity", text));
    if (to == finding_.severity) return {};
    note("severity", std::string(name_of(finding_.severity)), text, {});
    finding_.severity = to;
    return {};
  }

  Result<> due(const std::string& text) {
    std::optional<Time> to;
    if (!text.empty()) {
      const auto read = from_date_or_time(text);
      if (!read) return wrong("date", text, "write it like 2026-11-21");
      to = *read;
    }
    if (to == finding_.due_at) return {};
    note("due_at", finding_.due_at ? to_rfc3339(*finding_.due_at) : std::string(),
         to ? to_rfc3339(*to) : text, {});
    finding_.due_at = to;
    return {};
  }

  void owner(const std::string& to) {
    if (to == finding_.asset.owner) return;
    note("asset.owner", finding_.asset.owner, to, {});
    finding_.asset.owner = to;
  }

  Result<> custom(const std::map<std::string, Json>& values) {
    if (values.empty()) return {};
    ITSM_TRY(const auto declared, store::list_custom_fields(transaction_));
    for (const auto& [key, value] : values) {
      const auto* row = store::field_of(declared, key);
      if (row == nullptr)
        return wrong("custom field", key, "host_stub custom-fields list shows those that there are");
      const std::string before = finding_.custom.contains(key) ? dump(finding_.custom[key]) : std::string();
      if (value.is_null()) {
        finding_.custom.erase(key);
      } else {
        const auto kept = value_of(row->field, value);
        if (!kept)
          return problem(ProblemKind::invalid, "value_wrong", key + " " + kept.error(),
                         "host_stub custom-fields list says what it takes");
        finding_.custom[key] = *kept;
      }
      note("custom." + key, before, value.is_null() ? std::string() : dump(value), {});
    }
    return {};
  }

  Result<> store() {
    if (feed_.empty()) return {};
    ITSM_CHECK(store::update_finding(transaction_, finding_, now_));
    return store::append_activity(transaction_, feed_);
  }

 private:
  void note(const std::string& member, const std::string& from, const std::string& to,
            const std::string& why) {
    Activity& entry = feed_.emplace_back();
    entry.finding = finding_.id;
    entry.at = now_;
    entry.kind = ActivityKind::changed;
    entry.cause = cause_;
    entry.actor = actor_;
    entry.member = member;
    entry.from = from;
    entry.to = to;
    entry.why = why;
  }

  store::Transaction& transaction_;
  Finding finding_;
  const std::string& actor_;
  const Time now_;
  const Cause cause_;
  std::vector<Activity> feed_{};
};

}  // namespace

Result<> change_finding(Services& services, CompanyId company, FindingId finding, const FindingChange& change,
                        const std::string& actor) {
  std::optional<FindingStatus> to;
  if (!change.status.empty()) {
    ITSM_TRY(to, value_named<FindingStatus>("value_wrong", "status", change.status));
  }
  const Time now = services.clock.now();
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(Finding found, known_finding(transaction, finding));
    Changing changing(transaction, std::move(found), actor, now);
    if (to) ITSM_CHECK(changing.status(*to, change.reason, {}));
    if (!change.severity.empty()) ITSM_CHECK(changing.severity(change.severity));
    if (change.due_at) ITSM_CHECK(changing.due(*change.due_at));
    if (change.owner) changing.owner(*change.owner);
    ITSM_CHECK(changing.custom(change.custom));
    return changing.store();
  });
}

Result<> change_status(store::Transaction& transaction, FindingId finding, FindingStatus to,
                       const std::string& reason, const std::string& why, const std::string& actor, Time now,
                       Cause cause) {
  ITSM_TRY(Finding found, known_finding(transaction, finding));
  Changing changing(transaction, std::move(found), actor, now, cause);
  ITSM_CHECK(changing.status(to, reason, why));
  return changing.store();
}

}  // namespace itsm::host::services
