// SPDX-License-Identifier: Apache-2.0
// A finding, its ticket, and the two that change them: edits on both sides at random, with news of the ticket
// that is lost, late or told twice. The decisions are the host's own; time is counted by hand.
#include <rapidcheck.h>

#include "host_stub/policy/policy.hpp"
#include "host_stub/sync/judgement.hpp"
#include "host_stub/sync/outward_fields.hpp"
#include "host_stub/sync/outward_status.hpp"
#include "host_stub/sync/status_path.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;

namespace {

constexpr auto kPolicy = R"(policy: p
plugin: jira
route: [{name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Task]}}]
group_by: finding
summary: "${title}"
description: "${description}"
fields:
  - {finding: custom.pushed, ticket: pushed}
  - {finding: custom.asked, ticket: asked, direction: both}
  - {finding: custom.mine, ticket: mine, direction: both, owner: finding}
  - {finding: custom.theirs, ticket: theirs, direction: both, owner: ticket}
  - {finding: custom.pulled, ticket: pulled, direction: pull}
status:
  pull:
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
  push:
    open: {to: To Do}
    in_progress: {to: Doing}
    on_hold: {to: Waiting}
    closed: {to: Done}
  reopen: {do: reopen}
)";
const policy::Policy& the_policy() {
  static const policy::Policy read = *policy::read_policy("p.yaml", kPolicy);
  return read;
}

const std::vector<std::string> kFields{"pushed", "asked", "mine", "theirs", "pulled"};
const std::vector<std::pair<std::string, TicketState>> kStatuses{{"To Do", TicketState::todo},
                                                                 {"Doing", TicketState::doing},
                                                                 {"Waiting", TicketState::doing},
                                                                 {"Done", TicketState::done}};

// Both sides and everything between them.
class World {
 public:
  World() {
    finding_.id = FindingId{1};
    finding_.title = "weakness";
    for (const auto& field : kFields) {
      finding_.custom[field] = "0";
      remote_.fields[field] = {FieldKind::string, "0"};
      draft_.fields[field] = remote_.fields[field];
      FieldDescription described;
      described.id = field;
      described.name = field;
      form_.form.fields.push_back(described);
    }
    draft_.summary = "weakness";
    remote_.ref = {"1", "SEC-1", {}};
    remote_.summary = "weakness";
    remote_.status = {"To Do", "To Do"};
    remote_.version = "1";
    row_.ref = remote_.ref;
    row_.status = remote_.status;
    row_.remote_version = "1";
  }

  void edit_finding(const std::string& field, const std::string& value) {
    if (finding_.custom[field] == value) return;
    finding_.custom[field] = value;
    ++edits_;
    is_due_ = true;
  }
  void edit_status(FindingStatus status) {
    if (!check_transition(finding_.status, status, Cause::person)) return;
    finding_.status = status;
    trace_ += "finding " + std::string(name_of(status)) + "\n";
    ++edits_;
    is_due_ = true;
  }
  void edit_ticket(const std::string& field, const std::string& value) {
    if (remote_.fields[field].value == value) return;
    remote_.fields[field].value = value;
    ++edits_;
    tell();
  }
  void move_ticket(std::size_t to) {
    const auto& [name, state] = kStatuses.at(to);
    if (remote_.status.name == name) return;
    remote_.status = {name, name};
    remote_.state = state;
    trace_ += "ticket " + name + "\n";
    ++edits_;
    tell();
  }

  // What was told: lost, repeated, or delivered out of its order.
  void lose_news() {
    if (!news_.empty()) news_.pop_back();
  }
  void deliver(std::size_t which, bool again) {
    if (news_.empty()) return;
    const std::size_t at = which % news_.size();
    const Ticket told = news_[at];
    if (!again) news_.erase(news_.begin() + static_cast<std::ptrdiff_t>(at));
    hear(told, false);
  }
  void poll() { hear(remote_, false); }

  void decide(bool ours) {
    for (const std::string& member : conflicts_)
      trace_ += "decided " + member + (ours ? ": ours\n" : ": theirs\n");
    for (const std::string& member : conflicts_) agreement_.chosen[member] = ours ? Side::ours : Side::theirs;
    if (conflicts_.contains("status") && !ours && conflict_to_) {
      finding_.status = *conflict_to_;
      agreed_ = finding_.status;
    }
    if (!conflicts_.empty()) is_due_ = true;
    conflicts_.clear();
    conflict_to_.reset();
  }

  // As OutwardJob does it: read, take in, compare, write, read back.
  void work() {
    now_ += std::chrono::minutes(1);
    is_due_ = false;
    hear(remote_, false);
    const StatusPlan status = plan_status(status_situation());
    FieldPlan fields = plan_fields(field_situation());
    // The summary and the texts of a ticket are tested elsewhere.
    const bool reopens = status.move == StatusMove::reopen;
    const bool is_over = !is_open(row_.state) && !reopens;
    if (reopens) move(status);
    if (!is_over && fields.writes()) {
      for (const auto& [field, value] : fields.update.fields) remote_.fields[field] = value;
      write();
    }
    if (status.move == StatusMove::transition) move(status);
    const bool settled = status.is_settled;
    if (settled) agreed_ = finding_.status;
    agreement_ = is_over ? fields.settled : fields.carried_out;
    agreement_.chosen.erase("status");
    if (!is_over)
      for (const Pull& pull : fields.pulls) finding_.custom[pull.field] = pull.theirs.value;
    for (const Conflict& conflict : fields.conflicts) conflicts_.insert(conflict.field);
    for (const auto& field : fields.in_agreement) conflicts_.erase(field);
    is_first_look_ = false;
    hear(remote_, true);
  }

  // For whoever has to find out why.
  const std::string& trace() const { return trace_; }
  bool is_due() const { return is_due_; }
  bool asks() const { return !conflicts_.empty(); }
  bool has_news() const { return !news_.empty(); }
  int edits() const { return edits_; }
  int writes() const { return writes_; }
  const Finding& finding() const { return finding_; }
  const Ticket& ticket() const { return remote_; }

 private:
  void tell() {
    remote_.version = std::to_string(std::stoll(remote_.version) + 1);
    news_.push_back(remote_);
  }
  void write() {
    ++writes_;
    tell();
  }
  void move(const StatusPlan& plan) {
    for (const auto& [name, state] : kStatuses)
      if (is_reached(plan.target, {name, name}, state)) {
        own_.insert(name);
        trace_ += "  we move it to " + name + "\n";
        remote_.status = {name, name};
        remote_.state = state;
        return write();
      }
  }

  void hear(const Ticket& told, bool after_own_write) {
    Known known;
    known.ticket = row_;
    known.findings = {finding_};
    known.policy = &the_policy();
    known.own_statuses = own_;
    if (finding_.status != agreed_) known.pending = {finding_.id};
    const Judgement judged = judge(known, told, {Channel::poll, {}, now_, now_, after_own_write});
    if (judged.newer && (judged.is_own || after_own_write)) own_.clear();
    if (judged.state_changed) {
      conflicts_.erase("status");
      conflict_to_.reset();
    }
    for (const auto& review : judged.reviews)
      if (review.kind == store::ReviewKind::conflict) {
        conflicts_.insert("status");
        conflict_to_ = enum_from<FindingStatus>(review.details.value("to", ""));
      }
    for (const Finding& changed : judged.findings) finding_ = changed;
    if (!judged.agreed.empty()) agreed_ = finding_.status;
    row_ = judged.ticket;
    trace_ += std::string(after_own_write ? "  read back " : "  heard ") + told.status.name + ": finding " +
              std::string(name_of(finding_.status)) + ", agreed " + std::string(name_of(agreed_)) + "\n";
    if (judged.newer && !after_own_write) is_due_ = true;
  }

  StatusSituation status_situation() const {
    StatusSituation made;
    made.rules = &the_policy().mapping.status;
    made.state = row_.state;
    made.status = row_.status;
    made.now = now_;
    made.findings = {{finding_.id, finding_.title, finding_.status, agreed_, finding_.status}};
    made.waits_for_person = conflicts_.contains("status");
    if (const auto chosen = agreement_.chosen.find("status"); chosen != agreement_.chosen.end())
      made.chosen = chosen->second;
    return made;
  }
  FieldSituation field_situation() {
    FieldSituation made;
    made.ours = policy::ticket_fields(the_policy().mapping, finding_, form_).fields;
    made.texts.summary = "weakness";
    made.theirs = remote_;
    made.agreed = agreement_;
    made.is_first_look = is_first_look_;
    made.draft = &draft_;
    return made;
  }

  Time now_{std::chrono::hours(1)};
  Finding finding_{};
  Ticket remote_{};
  TicketDraft draft_{};
  policy::TargetSchema form_{};
  store::TicketRow row_{};
  Agreement agreement_{};
  bool is_first_look_ = true;
  FindingStatus agreed_ = FindingStatus::open;
  std::set<std::string> own_{};
  std::set<std::string> conflicts_{};
  std::optional<FindingStatus> conflict_to_{};
  std::vector<Ticket> news_{};
  bool is_due_ = false;
  int edits_ = 0;
  int writes_ = 0;
  std::string trace_{};
};

void happen(World& world) {
  const auto field = [] { return *rc::gen::elementOf(kFields); };
  const auto value = [] { return std::to_string(*rc::gen::inRange(0, 4)); };
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
    case 1:
      return world.edit_finding(field(), value());
    case 2:
      return world.edit_status(*rc::gen::element(FindingStatus::open, FindingStatus::in_progress,
                                                 FindingStatus::on_hold, FindingStatus::closed));
    case 3:
    case 4:
      return world.edit_ticket(field(), value());
    case 5:
      return world.move_ticket(*rc::gen::inRange<std::size_t>(0, kStatuses.size()));
    case 6:
      return world.lose_news();
    case 7:
      return world.deliver(*rc::gen::inRange<std::size_t>(0, 8), *rc::gen::arbitrary<bool>());
    case 8:
      return world.poll();
    default:
      if (world.is_due()) world.work();
  }
}

// Until nothing happens any more; the number of rounds that it took.
int come_to_rest(World& world) {
  int rounds = 0;
  for (; rounds < 50; ++rounds) {
    while (world.has_news()) world.deliver(0, false);
    world.poll();
    if (world.asks()) world.decide(*rc::gen::arbitrary<bool>());
    if (!world.is_due()) break;
    world.work();
  }
  return rounds;
}

}  // namespace

TEST_CASE(
    "whatever both sides do and however late it is told, they come to agree as the policy says, and stay "
    "so") {
  CHECK(rc::check("in step", [] {
    World world;
    const int events = *rc::gen::inRange(0, 60);
    for (int i = 0; i < events; ++i) happen(world);
    const int rounds = come_to_rest(world);
    RC_LOG() << world.trace();
    RC_ASSERT(rounds < 50);  // it does not go on for ever
    RC_ASSERT(world.writes() <= world.edits());

    // What has ended keeps its fields, until it is opened again.
    if (is_open(world.ticket().state))
      for (const std::string field : {"mine", "theirs", "pulled"})
        RC_ASSERT(world.ticket().fields.at(field).value == world.finding().custom.at(field));
    if (world.ticket().state == TicketState::done)
      RC_ASSERT(world.finding().status == FindingStatus::re_test || is_terminal(world.finding().status));
    // A closed finding whose ticket is taken up again is open.
    if (world.ticket().status.name == "Doing")
      RC_ASSERT(world.finding().status == FindingStatus::in_progress ||
                world.finding().status == FindingStatus::open);

    // Afterwards nobody writes anything, whatever is told again.
    const int writes = world.writes();
    for (int i = 0; i < 5; ++i) {
      world.poll();
      world.work();
    }
    RC_ASSERT(world.writes() == writes);
  }));
}
