// SPDX-License-Identifier: Apache-2.0
// What people write about a finding goes to its tickets.
#include <algorithm>
#include <iterator>

#include "host_stub/policy/markdown.hpp"
#include "host_stub/policy/text_length.hpp"
#include "host_stub/sync/outward_job.hpp"

namespace itsm::host::sync {
namespace {

RichText comment_body(const store::FindingComment& comment, const std::string& title) {
  RichText body;
  const std::string about =
      title.empty() ? std::string() : " about \u201c" + policy::one_line(title) + "\u201d";
  body.blocks.push_back(paragraph({itsm::text(policy::one_line(comment.actor) + about + ":")}));
  std::ranges::move(policy::parse_markdown(comment.body), std::back_inserter(body.blocks));
  policy::make_safe(body.blocks);
  return body;
}

}  // namespace

Result<> OutwardJob::pass_on_comments() {
  for (const store::FindingComment& comment : matter_.comments) {
    ITSM_CHECK(pass_on(comment));
    if (has_to_wait()) return {};
  }
  return {};
}

Result<> OutwardJob::pass_on(const store::FindingComment& comment) {
  std::string title;  // of one finding among several; as the vendor may see it
  if (followers_.size() > 1)
    for (const Follower& finding : followers_)
      if (finding.id == comment.finding) title = finding.title;
  const CommentRequest request{matter_.ticket.ref, comment_body(comment, title), comment.audience};
  ITSM_TRY(const bool done, send_comment(request, "a comment of " + comment.actor,
                                         Json{{std::string(store::kPassesOn), comment.id}}));
  if (has_to_wait()) return {};
  return tools_.records.end_delivery(job_, comment.id,
                                     done ? store::DeliveryState::written : store::DeliveryState::refused,
                                     done ? std::string() : refusal_.message, now());
}

Result<> OutwardJob::count_as_passed_on(std::int64_t comment) {
  std::erase_if(matter_.comments, [&](const store::FindingComment& one) { return one.id == comment; });
  return tools_.records.end_delivery(job_, comment, store::DeliveryState::written, {}, now());
}

}  // namespace itsm::host::sync
