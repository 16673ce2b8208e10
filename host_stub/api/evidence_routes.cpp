// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "host_stub/api/finding_documents.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/finding_comments.hpp"
#include "host_stub/services/finding_explain.hpp"

// All that is known of one finding, for those who ask later how it was dealt with.
namespace itsm::host::api {
namespace {

constexpr std::int64_t kEntriesAtOnce = 200;
constexpr std::size_t kMostEntries = 2000;

struct FindingEvidence {
  std::string made_at{};
  std::string made_by{};
  FindingDocument finding{};
  std::vector<ActivityItem> activity{};
  std::vector<services::FindingCommentItem> comments{};
  std::vector<services::ExplainedChange> chain{};

  static constexpr std::string_view kDocument = "finding_evidence";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("made_at", self.made_at, "When this was put together, RFC 3339.");
    visit.required("made_by", self.made_by, "For whom.");
    visit.required("finding", self.finding, "As it is now, with its tickets.");
    visit.required("activity", self.activity, "What happened to it, the newest first; at most 2000.");
    visit.required("comments", self.comments, "What people wrote, the newest first; at most 2000.");
    visit.required("chain", self.chain, "Why it is as it is, the newest first; at most 100.");
  }
};

// All entries of a feed that is read in pages, up to the most that one file has.
template <class Item, class Read>
Result<std::vector<Item>> all_of(Read read) {
  std::vector<Item> all;
  std::int64_t before = 0;
  while (all.size() < kMostEntries) {
    ITSM_TRY(std::vector<Item> some, read(before));
    if (some.empty()) break;
    before = some.back().id;
    const bool last = static_cast<std::int64_t>(some.size()) < kEntriesAtOnce;
    std::move(some.begin(), some.end(), std::back_inserter(all));
    if (last) break;
  }
  return all;
}

Result<http::Response> evidence(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  const FindingId id{number};
  FindingEvidence told;
  ITSM_TRY(told.finding, finding_with_tickets(backend.services, call.company, id));
  told.made_at = to_rfc3339(backend.services.clock.now());
  told.made_by = call.actor();
  ITSM_TRY(told.activity, all_of<ActivityItem>([&](std::int64_t before) {
             return feed_of(backend.services, call.company, id, before, kEntriesAtOnce);
           }));
  ITSM_TRY(told.comments, all_of<services::FindingCommentItem>([&](std::int64_t before) {
             return services::comments_on_finding(backend.services, call.company, id, before, kEntriesAtOnce);
           }));
  ITSM_TRY(auto history, services::explain_state(backend.services, call.company, id));
  told.chain = std::move(history.chain);
  http::Response response = document_answer(told);
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"finding-" +
                                                         std::to_string(number) + "-evidence.json\""});
  return response;
}

}  // namespace

std::vector<Route> evidence_routes() {
  return {
      {.method = "GET",
       .path = "/findings/{id}/evidence",
       .name = "findings.evidence",
       .summary = "One file with the finding, its tickets, its feed, its comments and why it is as it is.",
       .answers = document_type<FindingEvidence>(),
       .handle = evidence}};
}

}  // namespace itsm::host::api
