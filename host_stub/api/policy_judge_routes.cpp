// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/policy_documents.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/policy/placeholder.hpp"
#include "host_stub/services/policy_backtest.hpp"
#include "host_stub/services/policy_explain.hpp"
#include "host_stub/services/policy_suggest.hpp"
#include "host_stub/services/policy_versions.hpp"
#include "host_stub/services/vendor_schema.hpp"

namespace itsm::host::api {
namespace {

struct PlaceholderItem {
  policy::Placeholder placeholder{};

  static constexpr std::string_view kDocument = "placeholder";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.placeholder.name, "Written ${name}.");
    visit.required("meaning", self.placeholder.meaning, "A sentence.");
    visit.required("example", self.placeholder.example, "What it may show.");
    visit.required("block", self.placeholder.block, "In descriptions only, on a line of its own.");
  }
};

Result<http::Response> list_placeholders(Backend&, const Call&) {
  Page<PlaceholderItem> page;
  for (const auto& placeholder : policy::placeholders()) page.items.push_back({placeholder});
  page.items.push_back({*policy::find_placeholder("custom.NAME")});
  return document_answer(page);
}

Result<http::Response> explain_finding(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  services::ExplainQuery query;
  query.integration = call.parameter("integration");
  query.live = call.parameter("offline") != "true";
  ITSM_TRY(const auto told, services::explain_finding(backend.services, call.company, FindingId{id}, query));
  return document_answer(told);
}

Result<http::Response> backtest_policy(Backend& backend, const Call& call) {
  ITSM_TRY(auto order, document_body<BacktestOrder>(call));
  if (order.document.empty() == (order.version == 0))
    return problem(ProblemKind::invalid, "nothing_to_compare", "there is nothing to compare with",
                   "send either a document or the number of a version");
  std::string label = "the document";
  if (order.version != 0) {
    ITSM_TRY(auto kept,
             services::policy_version(backend.services, call.company, call.path.at("name"), order.version));
    label = kept.name + " version " + std::to_string(kept.number);
    order.document = std::move(kept.document);
  }
  ITSM_TRY(const auto edited, policy::read_policy(call.path.at("name") + ".yaml", std::move(order.document)));
  services::BacktestQuery query{order.integration, order.since, !order.offline};
  query.rows = static_cast<std::size_t>(std::max<std::int64_t>(0, order.rows));
  ITSM_TRY(const auto report, services::backtest(backend.services, call.company, edited, label, query));
  return document_answer(report);
}

Result<http::Response> suggest_policy(Backend& backend, const Call& call) {
  if (call.parameter("project").empty())
    return problem(ProblemKind::invalid, "query_wrong", "the project is missing",
                   "for example: ?project=SEC&type=Bug");
  ITSM_TRY(const auto serving,
           services::serving_integration(backend.services, call.company, call.path.at("id")));
  const services::SuggestionWish wish{call.parameter("project"), call.parameter("type"),
                                      call.parameter("name")};
  ITSM_TRY(const auto told, services::suggest_policy(backend.services, serving, wish));
  return document_answer(told);
}

}  // namespace

std::vector<Route> policy_judge_routes() {
  return {
      {.method = "GET",
       .path = "/placeholders",
       .name = "placeholders",
       .summary = "What templates of policies can show.",
       .answers = document_type<Page<PlaceholderItem>>(),
       .handle = list_placeholders},
      {.method = "GET",
       .path = "/findings/{id}/explain",
       .name = "findings.explain",
       .summary = "Why it gets the ticket that it gets, or none: every rule, and the source of every value.",
       .query = {{"integration", "Absent: routing decides."},
                 {"offline", "true: asks no vendor; names and values stay unchecked."}},
       .answers = document_type<services::FindingExplanation>(),
       .handle = explain_finding},
      {.method = "POST",
       .path = "/policies/{name}/backtest",
       .name = "policies.backtest",
       .summary = "What a text or version would change for stored findings and their tickets.",
       .role = store::Role::analyst,
       .takes = document_type<BacktestOrder>(),
       .answers = document_type<services::BacktestReport>(),
       .handle = backtest_policy},
      {.method = "GET",
       .path = "/integrations/{id}/policy-suggestion",
       .name = "integrations.suggest_policy",
       .summary = "A first policy with its cases, from what a project offers.",
       .role = store::Role::analyst,
       .query =
           {{"project", "Key, name or id."},
            {"type",
             "Absent: Vulnerability, Bug, Incident, Task, Request, or the first that the project offers."},
            {"name", "Of the policy; absent: after the project."}},
       .answers = document_type<services::PolicySuggestion>(),
       .handle = suggest_policy}};
}

}  // namespace itsm::host::api
