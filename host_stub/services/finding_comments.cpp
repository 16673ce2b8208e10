// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/finding_comments.hpp"

#include "host_stub/core/text.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/outward_jobs.hpp"

namespace itsm::host::services {
namespace {

// Below what the vendors take, with room for what their formats add to it.
constexpr std::size_t kMostBytes = 20'000;

Result<std::string> checked_text(const std::string& given) {
  std::string text = clean_text(given);
  if (trimmed(text).empty())
    return problem(ProblemKind::invalid, "comment_empty", "a comment needs a text", "write a sentence");
  if (text.size() > kMostBytes)
    return problem(ProblemKind::too_large, "comment_too_long",
                   "the comment has " + std::to_string(text.size()) + " bytes, and at most " +
                       std::to_string(kMostBytes) + " are taken",
                   "shorten it, or write two");
  return text;
}

Result<std::vector<FindingCommentItem>> items_of(store::Transaction& transaction,
                                                 const std::vector<store::FindingComment>& comments) {
  std::vector<std::int64_t> ids;
  for (const auto& comment : comments) ids.push_back(comment.id);
  ITSM_TRY(const auto deliveries, store::deliveries_of(transaction, ids));
  std::vector<FindingCommentItem> items;
  for (const auto& comment : comments) {
    FindingCommentItem& item = items.emplace_back();
    item.id = comment.id;
    item.written_at = to_rfc3339(comment.written_at);
    item.actor = comment.actor;
    item.text = comment.body;
    item.audience = comment.audience;
    for (const auto& delivery : deliveries)
      if (delivery.comment == comment.id)
        item.tickets.push_back({delivery.ticket_key, delivery.state, delivery.problem});
  }
  return items;
}

Activity feed_entry(const store::FindingComment& comment) {
  Activity entry;
  entry.finding = comment.finding;
  entry.at = comment.written_at;
  entry.kind = ActivityKind::comment;
  entry.cause = Cause::person;
  entry.actor = comment.actor;
  entry.member = "comment";
  entry.to = comment.body;
  return entry;
}

}  // namespace

Result<FindingCommentItem> comment_on_finding(Services& services, CompanyId company, FindingId finding,
                                              const CommentOrder& order, const std::string& actor) {
  store::FindingComment comment;
  comment.finding = finding;
  ITSM_TRY(comment.body, checked_text(order.text));
  comment.audience = order.audience;
  comment.actor = actor;
  comment.written_at = services.clock.now();
  return services.database.in_company(
      company, [&](store::Transaction& transaction) -> Result<FindingCommentItem> {
        ITSM_CHECK(known_finding(transaction, finding));
        ITSM_TRY(comment.id, store::insert_comment(transaction, comment));
        const Activity entry = feed_entry(comment);
        ITSM_CHECK(store::append_activity(transaction, {&entry, 1}));
        ITSM_CHECK(
            store::look_at_tickets_of(transaction, {finding}, comment.written_at, store::Lane::person));
        ITSM_TRY(auto items, items_of(transaction, {comment}));
        return std::move(items.front());
      });
}

Result<std::vector<FindingCommentItem>> comments_on_finding(Services& services, CompanyId company,
                                                            FindingId finding, std::int64_t before,
                                                            std::int64_t limit) {
  return services.database.in_company(
      company, [&](store::Transaction& transaction) -> Result<std::vector<FindingCommentItem>> {
        ITSM_TRY(const auto comments, store::list_comments(transaction, finding, before, limit));
        return items_of(transaction, comments);
      });
}

}  // namespace itsm::host::services
