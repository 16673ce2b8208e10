// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/comment.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

constexpr std::size_t kCommentsPage = 100;

// More pages than any ticket has comments.
constexpr int kMostReads = 1'000;

// A comment that was read, and how many stand before the next one, as far as none is deleted.
struct CommentPlace {
  std::int64_t created_ms = 0;
  std::string id{};
  std::size_t behind = 0;

  static constexpr std::string_view kDocument = "jira_comments_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("created", self.created_ms, "Of the comment, in milliseconds since 1970.");
    visit.required("id", self.id, "Of the comment.");
    visit.required("behind", self.behind, "How many comments stand before the next one.");
  }

  // By id within one millisecond, which a longer number ends.
  auto order() const { return std::make_tuple(created_ms, id.size(), std::cref(id)); }
  bool is_behind(const CommentPlace& other) const { return order() > other.order(); }
};

Result<CommentPlace> place_from(const std::string& cursor) {
  if (cursor.empty()) return CommentPlace{};
  try {
    const auto json = parse_json(cursor);
    if (json) return from_document<CommentPlace>(*json);
  } catch (const DocumentError&) {
  }
  return failure(Status::invalid_argument, "this is no cursor of Jira's comments");
}

Result<CommentPlace> comment_place(const Json& comment, std::size_t behind) {
  const auto created = common::parse_time(text_of(comment, "created"));
  if (!created || text_of(comment, "id").empty())
    return failure(Status::bad_reply, "Jira's answer holds a comment without id or time");
  return CommentPlace{created->time_since_epoch().count(), text_of(comment, "id"), behind};
}

Result<Json> read_page(const Client& client, const TicketRef& ref, std::size_t start) {
  common::Query query = {{"startAt", std::to_string(start)},
                         {"maxResults", std::to_string(kCommentsPage)},
                         {"orderBy", "created"}};
  // Cloud says without being asked who may read a comment.
  if (client.site().deployment() == Deployment::data_center) query.emplace_back("expand", "properties");
  ITSM_TRY(Json page, client.get(client.site().api(issue_path(ref, "/comment"), query)));
  if (!common::member(page, "comments").is_array())
    return failure(Status::bad_reply, "Jira's answer lacks 'comments'");
  return page;
}

}  // namespace

// Each page begins with the last comment of the one before. Where another one stands there, comments before
// it were deleted and others may have slipped past: then all are looked through again.
Result<CommentsPage> JiraPlugin::comments(const Call& call, const CommentsRequest& request) const {
  const Client client(call, site_);
  ITSM_TRY(const CommentPlace last, place_from(request.cursor));
  CommentsPage page;
  CommentPlace at = last;
  for (int reads = 0; reads < kMostReads; ++reads) {
    const std::size_t start = at.behind > 0 ? at.behind - 1 : 0;
    ITSM_TRY(const Json answer, read_page(client, request.ref, start));
    const Json& comments = common::array_of(answer, "comments");
    if (start > 0 && (comments.empty() || text_of(comments.front(), "id") != at.id)) {
      at = CommentPlace{};
      continue;
    }
    std::size_t behind = start;
    for (const Json& comment : comments) {
      ITSM_TRY(at, comment_place(comment, ++behind));
      if (at.is_behind(last)) page.comments.push_back(read_comment(comment));
    }
    const Json& total = common::member(answer, "total");
    page.more = !comments.empty() && total.is_number_unsigned() && behind < total.get<std::size_t>();
    if (page.more && page.comments.empty()) continue;
    if (!at.id.empty()) page.next_cursor = dump(to_document(at));
    return page;
  }
  return failure(Status::bad_reply, "Jira's list of comments does not end");
}

}  // namespace itsm::jira
