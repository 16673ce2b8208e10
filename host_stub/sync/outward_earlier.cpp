// SPDX-License-Identifier: Apache-2.0
// What an outward job makes of the writes of runs that did not come to their end.
#include <iterator>

#include "host_stub/sync/outward_job.hpp"

namespace itsm::host::sync {
namespace {

// Of the comments of one ticket; ours is among the last.
constexpr int kMostPages = 20;

}  // namespace

// What earlier runs have sent and not recorded: it is not sent again.
Result<> OutwardJob::settle_earlier() {
  for (store::OwnWrite& write : matter_.unsettled) {
    if (write.state != store::WriteState::done) ITSM_CHECK(settle(write));
    if (has_to_wait()) return {};
    if (write.state == store::WriteState::done) ITSM_CHECK(count_as_done(write));
  }
  return {};
}

// Whether it has happened, the ticket says. A comment that does not show may still be on its way: made again
// it would be there twice, while a field or a status that is written twice is as it should be.
Result<> OutwardJob::settle(store::OwnWrite& write) {
  const Time looked_at = now();
  ITSM_TRY(const bool arrived, has_arrived(write));
  if (has_to_wait()) return {};
  const Time settles = outbox::settles_at(write.sent_at, source_->settle_time());
  if (!arrived && write.kind == store::JobKind::comment && looked_at < settles) {
    retry_at_ = settles;
    reason_ = "a comment that was written without an answer may still arrive";
    return {};
  }
  write.state = arrived ? store::WriteState::done : store::WriteState::not_sent;
  write.problem = arrived ? "its outcome was read from the ticket" : "the ticket does not have it";
  return tools_.records.end_write(job_, write, now());
}

Result<bool> OutwardJob::has_arrived(store::OwnWrite& write) {
  switch (write.kind) {
    case store::JobKind::comment:
      return find_comment(write);
    case store::JobKind::transition:
      return write.mark == seen_.status.name || write.mark == own_status(seen_.state);
    default:
      return is_shown(from_document<UpdateRequest>(write.request), seen_);
  }
}

// All of them, as far as they are read; nothing where they cannot be read now.
Result<std::vector<Comment>> OutwardJob::comments() {
  std::vector<Comment> all;
  CommentsRequest request{matter_.ticket.ref, {}};
  for (int page = 0; page < kMostPages; ++page) {
    auto comments = source_->comments(request);
    if (!comments) {
      fail_later(comments.error());
      return std::vector<Comment>();
    }
    std::move(comments->comments.begin(), comments->comments.end(), std::back_inserter(all));
    if (!comments->more) break;
    request.cursor = comments->next_cursor;
  }
  return all;
}

Result<bool> OutwardJob::find_comment(store::OwnWrite& write) {
  ITSM_TRY(const auto others, tools_.records.own_comments(job_));
  ITSM_TRY(const auto all, comments());
  for (const Comment& comment : all)
    if (comment.body && digest_of_comment(*comment.body) == write.mark && !others.contains(comment.id))
      write.remote_id = comment.id;
  return !write.remote_id.empty();
}

Result<> OutwardJob::count_as_done(const store::OwnWrite& write) {
  written_.push_back(write.what);
  if (write.kind == store::JobKind::update)
    written_earlier_.push_back(from_document<UpdateRequest>(write.request));
  if (write.kind != store::JobKind::comment) return {};
  if (const auto passed_on = write.tells.find(store::kPassesOn); passed_on != write.tells.end())
    return count_as_passed_on(passed_on->get<std::int64_t>());
  said_earlier_.insert(write.mark);
  for (store::LinkStep& step : matter_.steps)
    if (const auto told = write.tells.find(std::to_string(step.finding.value)); told != write.tells.end())
      step.told = enum_from<FindingStatus>(told->get<std::string>()).value_or(step.told);
  return tools_.records.keep_steps(job_, matter_.steps);
}

}  // namespace itsm::host::sync
