// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/finding_cursor.hpp"
#include "host_stub/api/finding_documents.hpp"
#include "host_stub/api/page.hpp"
#include "host_stub/api/preflight.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/api/ticket_documents.hpp"
#include "host_stub/services/finding_change.hpp"
#include "host_stub/services/finding_comments.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/services/selection.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::api {
namespace {

FindingItem item_of(const store::FindingSummary& row) {
  FindingItem item;
  item.id = row.id.value;
  item.title = row.title;
  item.severity = row.severity;
  item.status = row.status;
  item.category = row.category;
  item.asset = row.asset;
  item.application = row.application;
  item.branch = row.branch;
  item.scanner = row.scanner;
  item.rule = row.rule_id;
  item.first_seen = to_rfc3339(row.first_seen);
  item.last_seen = to_rfc3339(row.last_seen);
  item.reported_at = to_rfc3339(row.reported_at);
  if (row.due_at) item.due_at = to_rfc3339(*row.due_at);
  item.times_reopened = row.times_reopened;
  return item;
}

Result<http::Response> list_findings(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const auto after, position_of(call.parameter("cursor")));
  auto words = call.query;
  for (const auto* const own : {"limit", "cursor"}) words.erase(own);
  ITSM_TRY(const auto filter, services::read_filter(words));
  ITSM_TRY(const auto rows,
           backend.services.database.in_company(call.company, [&](store::Transaction& transaction) {
             return store::list_findings(transaction, filter, after, limit);
           }));
  Page<FindingItem> page;
  for (const auto& row : rows) page.items.push_back(item_of(row));
  if (static_cast<std::int64_t>(rows.size()) == limit)
    page.next_cursor = cursor_behind({rows.back().updated_at, rows.back().id});
  return document_answer(page);
}

Result<Finding> load_finding(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  const FindingId id{number};
  return backend.services.database.in_company(call.company, [&](store::Transaction& transaction) {
    return services::known_finding(transaction, id);
  });
}

Result<http::Response> show_finding(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  ITSM_TRY(const FindingDocument document,
           finding_with_tickets(backend.services, call.company, FindingId{number}));
  return document_answer(document);
}

Result<http::Response> change_finding(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  ITSM_TRY(const auto change, document_body<services::FindingChange>(call));
  ITSM_CHECK(
      services::change_finding(backend.services, call.company, FindingId{number}, change, call.actor()));
  backend.wake_outbox();
  return show_finding(backend, call);
}

struct StatusOrder {
  std::string status{};
  std::string reason{};

  static constexpr std::string_view kDocument = "status_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("status", self.status, "What it becomes.");
    visit.optional("reason", self.reason, "Why; needed for a status that ends the finding.");
  }
};

Result<http::Response> change_status(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  ITSM_TRY(const auto order, document_body<StatusOrder>(call));
  services::FindingChange change;
  change.status = order.status;
  change.reason = order.reason;
  ITSM_CHECK(
      services::change_finding(backend.services, call.company, FindingId{number}, change, call.actor()));
  backend.wake_outbox();
  return show_finding(backend, call);
}

Result<http::Response> comment(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t number, id_in_path(call));
  ITSM_TRY(const auto order, document_body<services::CommentOrder>(call));
  ITSM_TRY(const auto item, services::comment_on_finding(backend.services, call.company, FindingId{number},
                                                         order, call.actor()));
  backend.wake_outbox();
  return document_answer(item);
}

Result<http::Response> list_comments(Backend& backend, const Call& call) {
  ITSM_TRY(const Finding finding, load_finding(backend, call));
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  Page<services::FindingCommentItem> page;
  ITSM_TRY(page.items,
           services::comments_on_finding(backend.services, call.company, finding.id, before, limit));
  if (static_cast<std::int64_t>(page.items.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

Result<http::Response> activity(Backend& backend, const Call& call) {
  ITSM_TRY(const Finding finding, load_finding(backend, call));
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  Page<ActivityItem> page;
  ITSM_TRY(page.items, feed_of(backend.services, call.company, finding.id, before, limit));
  if (static_cast<std::int64_t>(page.items.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

std::vector<QueryParameter> list_parameters() {
  return {{"severity", "Several with commas."},
          {"severity_at_least", "This one and the more urgent."},
          {"status", "Several with commas."},
          {"import", "The import that saw it first or last."},
          {"asset", "Its name."},
          {"application", "Its name."},
          {"branch", "Its name."},
          {"scanner", "Its name."},
          {"rule", "The scanner's rule."},
          {"q", "How the title begins."},
          {"ids", "These, by number, with commas; at most 500."},
          {"limit", "At most 200."},
          {"cursor", "Of the page before."}};
}

}  // namespace

std::vector<Route> finding_routes() {
  return {{.method = "GET",
           .path = "/findings",
           .name = "findings.list",
           .summary = "Findings, the latest change first.",
           .query = list_parameters(),
           .answers = document_type<Page<FindingItem>>(),
           .handle = list_findings},
          {.method = "GET",
           .path = "/findings/{id}",
           .name = "findings.show",
           .summary = "One finding with its tickets.",
           .answers = document_type<FindingDocument>(),
           .handle = show_finding},
          {.method = "PATCH",
           .path = "/findings/{id}",
           .name = "findings.change",
           .summary = "Changes its status, severity, due date, owner or custom fields; its tickets follow.",
           .role = store::Role::analyst,
           .takes = document_type<services::FindingChange>(),
           .answers = document_type<FindingDocument>(),
           .handle = change_finding},
          {.method = "POST",
           .path = "/findings/{id}/status",
           .name = "findings.status",
           .summary = "Changes its status alone; its tickets follow.",
           .role = store::Role::analyst,
           .takes = document_type<StatusOrder>(),
           .answers = document_type<FindingDocument>(),
           .handle = change_status},
          {.method = "POST",
           .path = "/findings/{id}/comments",
           .name = "findings.comment",
           .summary = "Writes a comment, which goes to its tickets.",
           .role = store::Role::analyst,
           .takes = document_type<services::CommentOrder>(),
           .answers = document_type<services::FindingCommentItem>(),
           .handle = comment},
          {.method = "GET",
           .path = "/findings/{id}/comments",
           .name = "findings.comments",
           .summary = "What people wrote here, and which tickets have it; the newest first.",
           .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::FindingCommentItem>>(),
           .handle = list_comments},
          {.method = "GET",
           .path = "/findings/{id}/activity",
           .name = "findings.activity",
           .summary = "What happened to it, the newest first.",
           .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<ActivityItem>>(),
           .handle = activity},
          {.method = "POST",
           .path = "/preflight",
           .name = "preflight",
           .summary = "Which findings have tickets already; asks no vendor.",
           .takes = document_type<PreflightRequest>(),
           .answers = document_type<Preflight>(),
           .handle = preflight}};
}

}  // namespace itsm::host::api
