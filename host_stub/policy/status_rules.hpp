// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/config/documents.hpp"
#include "host_stub/core/finding.hpp"

// How the status of a ticket and that of its findings go together.
namespace itsm::host::policy {

// What a ticket's state means for its findings.
enum class Disposition { fixed, accepted_risk, false_positive, review, ignore, to_status };

struct Meaning {
  Disposition what = Disposition::ignore;
  FindingStatus status = FindingStatus::open;  // to_status
};

// One line of `status.pull`. Every list that is not empty must hold the ticket's value.
struct PullRule {
  std::vector<std::string> statuses{};
  std::vector<std::string> resolutions{};
  std::vector<TicketState> categories{};
  Meaning then{};
  config::Place place{};

  bool always() const { return statuses.empty() && resolutions.empty() && categories.empty(); }
};
void read(config::Element element, PullRule& out);

// One line of `status.push`: where a ticket goes when its finding gets a status.
struct StatusTarget {
  std::string status{};                   // the vendor's, never a transition; or
  std::optional<TicketState> category{};  // any status of this meaning
  std::map<std::string, Json> with{};     // fields of the transition -> value
  config::Place place{};
};

// What happens to a ticket that was done when its finding comes back.
enum class ReopenAction { reopen, new_linked_ticket, comment, ask };
struct Reopen {
  std::optional<std::chrono::seconds> within{};  // of the ticket's done; none: however long ago
  ReopenAction action = ReopenAction::new_linked_ticket;
  ReopenAction otherwise = ReopenAction::new_linked_ticket;
};
struct ReopenDecision {
  ReopenAction action = ReopenAction::new_linked_ticket;
  std::string why{};
};
ReopenDecision decide_reopen(const Reopen& reopen, std::chrono::milliseconds since_done);

struct StatusRules {
  std::vector<PullRule> pull{};  // in this order; the first that fits
  std::map<FindingStatus, StatusTarget> push{};
  std::set<std::string> comment_on_change{};  // statuses of a finding, and "reopened"
  bool auto_close_on_resolve = false;
  Reopen reopen{};
  std::optional<StatusTarget> take_back{};  // where a ticket goes whose push is taken back; none: it stays
  std::int64_t max_hops = 1;
};
// Keys that are not given leave `out` as it is, so that an override changes only what it names.
void read(config::Element element, StatusRules& out);

// By what a finding in re-test is closed.
enum class CloseWhen { person, not_seen };
enum class Sameness { scanner, application, branch, asset };
struct ReTest {
  CloseWhen close_when = CloseWhen::person;
  std::int64_t scans = 1;  // complete scans in a row that no longer see it
  std::vector<Sameness> same{Sameness::scanner, Sameness::asset, Sameness::branch};
};
void read(config::Element element, ReTest& out);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::Disposition> {
  using enum itsm::host::policy::Disposition;
  static constexpr std::array<std::pair<itsm::host::policy::Disposition, std::string_view>, 6> names{
      {{fixed, "fixed"},
       {accepted_risk, "accepted_risk"},
       {false_positive, "false_positive"},
       {review, "review"},
       {ignore, "ignore"},
       {to_status, "to_status"}}};
};
template <>
struct itsm::EnumNames<itsm::host::policy::ReopenAction> {
  using enum itsm::host::policy::ReopenAction;
  static constexpr std::array<std::pair<itsm::host::policy::ReopenAction, std::string_view>, 4> names{
      {{reopen, "reopen"}, {new_linked_ticket, "new_linked_ticket"}, {comment, "comment"}, {ask, "ask"}}};
};
template <>
struct itsm::EnumNames<itsm::host::policy::CloseWhen> {
  using enum itsm::host::policy::CloseWhen;
  static constexpr std::array<std::pair<itsm::host::policy::CloseWhen, std::string_view>, 2> names{
      {{person, "person"}, {not_seen, "not_seen"}}};
};
template <>
struct itsm::EnumNames<itsm::host::policy::Sameness> {
  using enum itsm::host::policy::Sameness;
  static constexpr std::array<std::pair<itsm::host::policy::Sameness, std::string_view>, 4> names{
      {{scanner, "scanner"}, {application, "application"}, {branch, "branch"}, {asset, "asset"}}};
};
