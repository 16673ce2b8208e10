// SPDX-License-Identifier: Apache-2.0
// What an outward job sends.
#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/text_length.hpp"
#include "host_stub/sync/outward_job.hpp"
#include "host_stub/sync/status_path.hpp"

namespace itsm::host::sync {
namespace {

RichText text_of(const std::vector<std::string>& lines) {
  RichText text;
  for (const std::string& line : lines)
    text.blocks.push_back(paragraph({itsm::text(policy::one_line(line))}));
  return text;
}

}  // namespace

bool OutwardJob::may_send() {
  if (outbox::lease_allows(claimed_, tools_.instruments.monotonic.now(), lease_)) return true;
  retry_at_ = now();
  reason_ = "the lease on this work is too short to send";
  return false;
}

template <class Document, class Send>
Result<bool> OutwardJob::write(store::OwnWrite row, Send&& send, std::optional<Document>& answer) {
  refusal_ = {};
  reachable_.clear();
  if (!may_send()) return false;
  row.ticket = job_.ticket;
  ITSM_TRY(row.id, tools_.records.begin_write(job_, row, now()));
  if (row.id == 0) {  // somebody has taken over
    retry_at_ = now();
    return false;
  }
  if (!may_send()) {  // storing it has taken long
    row.state = store::WriteState::not_sent;
    row.problem = reason_;
    ITSM_CHECK(tools_.records.end_write(job_, row, now()));
    return false;
  }
  integrations::Written<Document> written = send(now() + lease_.call);
  experience_ = outbox::experience_of(written.judgement);
  has_experience_ = true;
  const outbox::Next next = outbox::after(written.judgement.outcomes.front());
  row.problem = next.reason;
  switch (next.step) {
    case outbox::Step::link:
      row.state = store::WriteState::done;
      break;
    case outbox::Step::fail:
      row.state = written.judgement.outcomes.front().kind == OutcomeKind::refused
                      ? store::WriteState::refused
                      : store::WriteState::not_sent;
      break;
    case outbox::Step::look_up:
      row.state = store::WriteState::uncertain;
      break;
    default:
      row.state = store::WriteState::not_sent;
      break;
  }
  if (next.step != outbox::Step::link && next.step != outbox::Step::fail) {
    reason_ = next.reason;
    retry_at_ = now() + outbox::retry_delay(job_.attempts, written.judgement.retry_after,
                                            tools_.instruments.random.uniform());
  }
  answer = std::move(written.answer);
  if constexpr (std::is_same_v<Document, Comment>)
    if (answer) row.remote_id = answer->id;
  if (next.step == outbox::Step::fail) {
    refusal_ = written.judgement.outcomes.front().refusal.value_or(Refusal{});
    reachable_ = std::move(written.reachable);
  }
  ITSM_CHECK(tools_.records.end_write(job_, row, now()));
  if (row.state == store::WriteState::done) written_.push_back(row.what);
  return row.state == store::WriteState::done;
}

Result<> OutwardJob::write_fields(FieldPlan& plan) {
  store::OwnWrite row;
  row.kind = store::JobKind::update;
  row.what = joined(plan.what);
  row.request = to_document(plan.update);
  std::optional<TicketChange> change;
  ITSM_TRY(const bool done,
           write<TicketChange>(
               row, [&](Time deadline) { return source_->update(plan.update, deadline); }, change));
  if (has_to_wait()) return {};
  if (done) {
    for (const std::string& field : change->dropped) {
      complaints_.push_back("the ticket's form does not take " + field);
      plan.leave_different(field, seen_);
    }
    return {};
  }
  // What is refused is not tried again until it changes; the rest of it goes by itself.
  complaints_.push_back(refusal_.message);
  const std::size_t before = plan.update.fields.size();
  for (const auto& [field, reason] : refusal_.fields)
    if (plan.update.fields.erase(field) > 0) plan.leave_different(field, seen_);
  const bool has_rest = plan.update.fields.size() < before &&
                        (!plan.update.fields.empty() || plan.update.summary || plan.update.section);
  if (has_rest) return write_fields(plan);
  for (const auto& [field, value] : plan.update.fields) plan.leave_different(field, seen_);
  return {};
}

Result<> OutwardJob::move() {
  const std::int64_t most = matter_.mapping().status.max_hops;
  std::string at = matter_.ticket.status.name;
  for (std::int64_t hop = 0; hop < most; ++hop) {
    std::vector<std::string> reachable;
    ITSM_TRY(const bool there, take_step(status_.target, reachable));
    if (there || has_to_wait()) return {};
    if (refusal_.code != "transition_unavailable") return block(refusal_.message);
    ITSM_TRY(const auto steps, tools_.records.known_steps(job_, matter_));
    const auto path = path_to(status_.target, at, steps, most - hop);
    const bool is_open_way =
        path.size() > 1 && std::find(reachable.begin(), reachable.end(), path.front()) != reachable.end();
    if (!is_open_way) return block(refusal_.message);
    policy::StatusTarget between = status_.target;
    between.category.reset();
    between.status = path.front();
    ITSM_TRY(const bool moved, take_step(between, reachable));
    if (has_to_wait()) return {};
    if (!moved) return block(refusal_.message);
    at = path.front();
  }
  return block("it takes more steps than the policy's max_hops allows");
}

Result<bool> OutwardJob::take_step(const policy::StatusTarget& target, std::vector<std::string>& reachable) {
  TransitionRequest request;
  request.ref = matter_.ticket.ref;
  request.status.name = target.status;
  request.state = target.category;
  ITSM_TRY(request.fields, fields_of_step(target));
  if (has_to_wait()) return false;
  store::OwnWrite row;
  row.kind = store::JobKind::transition;
  row.what = "to " + (target.category ? "a status that means " + std::string(name_of(*target.category))
                                      : target.status);
  row.request = to_document(request);
  row.mark = target.category ? own_status(*target.category) : target.status;
  std::optional<TicketChange> change;
  ITSM_TRY(const bool done,
           write<TicketChange>(
               row, [&](Time deadline) { return source_->transition(request, deadline); }, change));
  reachable = reachable_;
  return done;
}

// What the screen on the way has of the fields that the policy sends along.
Result<std::map<std::string, FieldValue>> OutwardJob::fields_of_step(const policy::StatusTarget& target) {
  std::map<std::string, FieldValue> fields;
  if (target.with.empty() || target.status.empty()) return fields;
  FieldsRequest wanted;
  wanted.purpose = FieldPurpose::transition;
  wanted.ticket = matter_.ticket.ref;
  wanted.status.name = target.status;
  const auto screen = source_->fields(wanted);
  if (!screen) {
    const ProblemKind kind = screen.error().kind;
    if (kind == ProblemKind::unavailable || kind == ProblemKind::throttled) fail_later(screen.error());
    return fields;  // that no step leads there the step itself says
  }
  policy::TargetSchema form = form_;
  form.form = *screen;
  for (const auto& [name, json] : target.with) {
    const policy::FieldChoice choice = policy::choose_field(name, form);
    if (choice.field == nullptr) continue;
    policy::MadeValue made =
        policy::make_value(*choice.field, policy::cleaned(policy::from_json(json)), form);
    if (made.value)
      fields[choice.field->id] = *std::move(made.value);
    else
      complaints_.push_back(made.problem);
  }
  return fields;
}

Result<> OutwardJob::block(const std::string& why) {
  status_.is_settled = false;
  ITSM_CHECK(say({"This ticket could not be moved by itself, since " + status_.why + ": " + why + "."},
                 Json::object()));
  if (has_to_wait()) return {};
  return ask(store::ReviewKind::blocked_transition,
             matter_.ticket.ref.key + " could not be moved, since " + status_.why + ": " + why);
}

Result<> OutwardJob::ask(store::ReviewKind kind, const std::string& reason) {
  std::vector<store::NewReview> reviews;
  reviews.push_back({kind, status_.because.front(), job_.ticket, reason, {}, Json::object()});
  return tools_.records.open_reviews(job_, reviews, now());
}

Result<> OutwardJob::say(const std::vector<std::string>& lines, const Json& tells) {
  const CommentRequest request{matter_.ticket.ref, text_of(lines), Audience::internal};
  if (said_earlier_.contains(digest_of_comment(request.body))) return {};
  ITSM_CHECK(send_comment(request, shortened(joined(lines, " "), 200), tells));
  return {};
}

Result<bool> OutwardJob::send_comment(const CommentRequest& request, const std::string& what,
                                      const Json& tells) {
  store::OwnWrite row;
  row.kind = store::JobKind::comment;
  row.what = what;
  row.request = to_document(request);
  row.mark = digest_of_comment(request.body);
  row.tells = tells;
  std::optional<Comment> made;
  ITSM_TRY(const bool done,
           write<Comment>(
               row, [&](Time deadline) { return source_->comment(request, deadline); }, made));
  if (!done && !has_to_wait()) complaints_.push_back("a comment was not taken: " + refusal_.message);
  return done;
}

Result<> OutwardJob::say_once(const std::string& line) {
  const std::string mark = digest_of_comment(text_of({line}));
  ITSM_TRY(const bool said, tools_.records.is_said(job_, mark));
  return said ? Result<>() : say({line}, Json::object());
}

Result<bool> OutwardJob::has_comments_of_others() {
  ITSM_TRY(const auto all, comments());
  for (const Comment& comment : all) {
    const std::string digest = comment.body ? digest_of_comment(*comment.body) : std::string();
    ITSM_TRY(const bool own, tools_.records.is_own_comment(job_, comment.id, digest));
    if (!own) return true;
  }
  return false;
}

}  // namespace itsm::host::sync
