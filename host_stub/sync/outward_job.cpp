// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/outward_job.hpp"

#include "host_stub/sync/joining.hpp"

namespace itsm::host::sync {
namespace {

constexpr auto kHeld = "more edits may come: all of them are one write";

}  // namespace

Result<> OutwardJob::run() {
  const auto end = [&](outbox::Ending ending) { return tools_.ledger.end(job_, ending, now()); };
  const auto later = [&](Time due, const std::string& reason) {
    return end({.kind = outbox::Ending::later, .due = due, .reason = reason});
  };
  ITSM_TRY(auto matter, load_matter(tools_.database, job_.company, job_.ticket, tools_.log));
  if (!matter) return end({});
  matter_ = *std::move(matter);
  policy::link_to_findings(context_, tools_.public_url);
  ITSM_TRY(const bool idle, is_idle());
  if (idle) return end({});
  auto source = tools_.sources.of(job_.owner, job_.integration);
  // Nothing is lost: a disabled or broken integration keeps its work until it is back.
  if (!source) return later(now() + std::chrono::minutes(1), source.error().message);
  source_ = *std::move(source);
  ITSM_TRY(const auto wait, tools_.ledger.enter(job_, source_->limits(), lease_.length, now()));
  if (wait) return later(wait->until, wait->reason);
  auto done = matter_.take_back ? take_back() : keep_in_step();
  ITSM_CHECK(tools_.ledger.leave(job_, matter_.place.name,
                                 has_experience_ ? std::optional(experience_) : std::nullopt, now(),
                                 tools_.instruments.random.uniform()));
  if (!done && done.error().code == kOvertaken) return {};
  if (!done) return done;
  if (retry_at_) return later(*retry_at_, reason_);
  if (held_until_) return end({.kind = outbox::Ending::held, .due = *held_until_, .reason = kHeld});
  return end({});
}

std::optional<Time> OutwardJob::joined_until() const {
  JoinSituation situation;
  situation.window = matter_.terms.join_edits;
  situation.held_since = job_.held_since;
  situation.now = now();
  situation.moves = status_.move != StatusMove::none;
  situation.says = !status_.lines.empty() || !matter_.comments.empty();
  situation.person_decided = !decided_.empty();
  situation.is_ordered = job_.lane == store::Lane::backfill;
  return sync::joined_until(situation);
}

Result<bool> OutwardJob::is_idle() {
  plan();
  if (matter_.take_back) return false;
  if (!matter_.comments.empty()) return false;
  if (!matter_.unsettled.empty() || status_.move != StatusMove::none || !status_.lines.empty()) return false;
  const bool is_same = matter_.agreed && matter_.agreed->chosen.empty() && matter_.agreed->ours == digest_ &&
                       matter_.agreed->seen == matter_.ticket.remote_version &&
                       !(matter_.agreed->has_left() && matter_.follows_policy());
  // What has ended is left as it is; what has changed here is written when it is opened again.
  if (!is_same && is_open(matter_.ticket.state)) return false;
  if (!status_.because.empty() && status_.is_settled)
    ITSM_CHECK(tools_.records.keep_steps(job_, steps_after()));
  return true;
}

// By what is known now: all that follows in this run goes by the same.
void OutwardJob::plan() {
  const StatusSituation situation = status_situation(matter_, now());
  status_ = plan_status(situation);
  followers_ = situation.findings;
  decided_ = matter_.agreed ? matter_.agreed->chosen : std::map<std::string, Side>();
  digest_ = digest_of_ours(matter_, context_);
}

std::vector<store::LinkStep> OutwardJob::steps_after() const {
  std::vector<store::LinkStep> steps;
  for (const Follower& finding : followers_)
    steps.push_back(
        {job_.ticket, finding.id, status_.is_settled ? finding.status : finding.agreed, finding.status});
  return steps;
}

// Of which a comment tells.
Json OutwardJob::statuses_of_findings() const {
  Json statuses = Json::object();
  for (const Follower& finding : followers_)
    statuses[std::to_string(finding.id.value)] = name_of(finding.status);
  return statuses;
}

Result<> OutwardJob::load() {
  ITSM_TRY(auto matter, load_matter(tools_.database, job_.company, job_.ticket, tools_.log));
  if (!matter) {
    retry_at_ = now();  // it is not ours to write to any more, which the next run sees
    return {};
  }
  matter_ = *std::move(matter);
  return {};
}

void OutwardJob::fail_later(const Problem& failed) {
  experience_ = outbox::experience_of(failed);
  has_experience_ = true;
  reason_ = failed.message;
  retry_at_ = now() + outbox::retry_delay(job_.attempts, std::nullopt, tools_.instruments.random.uniform());
}

Result<> OutwardJob::keep_in_step() {
  ITSM_TRY(const bool readable, read());
  if (!readable) return {};
  ITSM_CHECK(settle_earlier());
  if (has_to_wait()) return {};
  plan();
  FieldPlan fields = plan_fields(field_situation());
  const bool reopens = status_.move == StatusMove::reopen;
  if (reopens) ITSM_CHECK(move());
  const bool is_over = !is_open(matter_.ticket.state) && !reopens;
  if (!is_over && fields.writes()) held_until_ = joined_until();
  if (!is_over && fields.writes() && !held_until_ && !has_to_wait()) ITSM_CHECK(write_fields(fields));
  if (status_.move == StatusMove::transition && !has_to_wait()) ITSM_CHECK(move());
  if (status_.move == StatusMove::ask)
    ITSM_CHECK(ask(store::ReviewKind::reopen, matter_.ticket.ref.key + " has ended, and " + status_.why +
                                                  ": what becomes of the ticket?"));
  if (!status_.lines.empty() && !has_to_wait()) ITSM_CHECK(say(status_.lines, statuses_of_findings()));
  if (!has_to_wait()) ITSM_CHECK(pass_on_comments());
  if (has_to_wait()) return {};
  const Writing writing = held_until_ ? Writing::held : is_over ? Writing::is_over : Writing::done;
  ITSM_CHECK(store(fields, writing));
  if (status_.move != StatusMove::new_ticket || !tools_.new_ticket) return {};
  const auto made = tools_.new_ticket(job_.company, matter_.place, status_.because);
  if (made) return {};
  return ask(store::ReviewKind::reopen, "a new ticket in the place of " + matter_.ticket.ref.key +
                                            " could not be made: " + made.error().message);
}

Result<bool> OutwardJob::read() {
  FieldsRequest wanted;
  wanted.purpose = FieldPurpose::edit;
  wanted.ticket = matter_.ticket.ref;
  const auto form = source_->fields(wanted);
  has_experience_ = true;
  if (!form) {
    // A ticket that lets nobody edit it can still be moved and commented.
    if (form.error().kind == ProblemKind::throttled || form.error().kind == ProblemKind::unavailable) {
      fail_later(form.error());
      return false;
    }
    complaints_.push_back(form.error().message);
  }
  form_ = {.project = matter_.ticket.project, .type = matter_.ticket.type};
  if (form) form_.form = *form;
  form_.limits = source_->text_limits();
  const policy::ShownGroup shown = shown_group(matter_);
  ours_ = policy::ticket_fields(matter_.mapping(), shown.group.lead(), form_);
  FetchRequest request{{matter_.ticket.ref}, {}};
  for (const auto& field : ours_.fields) request.fields.push_back(field.field.id);
  const auto fetched = source_->fetch(request);
  if (!fetched) {
    fail_later(fetched.error());
    return false;
  }
  if (fetched->tickets.empty()) {
    ITSM_CHECK(tools_.records.hear_of_absence(matter_.place, matter_.ticket.ref.id, now()));
    return false;
  }
  seen_ = fetched->tickets.front();
  ITSM_CHECK(take_in(seen_, false));
  return !has_to_wait();
}

// What people did comes in before anything goes out.
Result<> OutwardJob::take_in(const Ticket& seen, bool after_own_write) {
  Arrival arrival;
  arrival.remote_id = seen.ref.id;
  arrival.seen = seen;
  arrival.news = {Channel::resync, {}, {}, now(), true};
  arrival.news.after_own_write = after_own_write;
  if (const auto changed = from_rfc3339(seen.updated_at)) arrival.news.changed_at = *changed;
  ITSM_CHECK(tools_.journal.apply(job_.company, matter_.place, {arrival}, now()));
  ITSM_CHECK(load());
  const policy::ShownGroup shown = shown_group(matter_);
  ours_ = policy::ticket_fields(matter_.mapping(), shown.group.lead(), form_);
  return {};
}

FieldSituation OutwardJob::field_situation() const {
  FieldSituation situation = sync::field_situation(matter_, context_, form_, ours_.fields, seen_);
  for (const UpdateRequest& written : written_earlier_) agree_on(situation, written);
  return situation;
}

Result<> OutwardJob::store(const FieldPlan& fields, Writing writing) {
  std::string version = seen_.version;
  if (!written_.empty()) {
    const auto fetched = source_->fetch({{matter_.ticket.ref}, {}});
    if (fetched && !fetched->tickets.empty()) {
      ITSM_CHECK(take_in(fetched->tickets.front(), true));
      version = fetched->tickets.front().version;
    }
    if (has_to_wait()) return {};
    // Polls are minutes apart: the next run reads it, as it does whatever was not compared yet.
    if (!fetched) {
      version.clear();
      fail_later(fetched.error());
    }
  }
  Carried carried;
  carried.agreement = writing == Writing::done   ? fields.carried_out
                      : writing == Writing::held ? fields.taken_over()
                                                 : fields.settled;
  carried.agreement.chosen.erase("status");
  // What is held back has yet to be compared again.
  if (writing != Writing::held) carried.agreement.ours = digest_;
  carried.decided = decided_;
  carried.agreement.seen = version;
  carried.agreement.policy = writing == Writing::done ? matter_.terms.policy->version.id : matter_.said_by();
  carried.steps = steps_after();
  if (writing != Writing::is_over) carried.pulls = fields.pulls;
  carried.conflicts = fields.conflicts;
  carried.in_agreement = fields.in_agreement;
  carried.written = written_;
  carried.complaints = complaints_;
  for (const auto& one : ours_.problems) carried.complaints.push_back(one.what + " (" + one.where + ")");
  return tools_.records.record(job_, matter_, std::move(carried), now());
}

}  // namespace itsm::host::sync
