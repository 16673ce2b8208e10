// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/jql_search.hpp"
#include "tests/simulators/jira/page_tokens.hpp"
#include "tests/simulators/jira_cloud/handlers.hpp"

namespace itsm::simulators::jira_cloud {
namespace {

constexpr std::int64_t kMostResults = 5000;
constexpr std::size_t kPageWithFields = 100;  // what Jira gives at once when fields are asked for
constexpr std::size_t kReconcileLimit = 50;

struct Search {
  std::string jql{};
  std::vector<std::string> fields{};
  std::vector<std::string> properties{};
  std::vector<std::string> reconcile{};
  std::vector<std::string> expand{};
  std::string token{};
  std::int64_t size = 50;
};

Search read_search(const Call& call) {
  Search search;
  if (call.request.method == "GET") {
    search.jql = call.request.parameter("jql").value_or("");
    search.fields = call.list("fields");
    search.properties = call.list("properties");
    search.reconcile = call.list("reconcileIssues");
    search.expand = call.list("expand");
    search.token = call.request.parameter("nextPageToken").value_or("");
    search.size = call.number("maxResults", 50);
    return search;
  }
  const auto body = call.body();
  if (body.contains("jql") && !body["jql"].is_string()) throw bad_payload();
  search.jql = body.value("jql", "");
  search.fields = texts(body, "fields");
  search.properties = texts(body, "properties");
  search.reconcile = texts(body, "reconcileIssues");
  if (body.contains("expand")) {  // text with commas here, unlike everywhere else
    if (!body["expand"].is_string()) throw bad_payload();
    search.expand = split(body["expand"].get<std::string>(), ',');
  }
  if (body.contains("nextPageToken") && !body["nextPageToken"].is_null()) {
    if (!body["nextPageToken"].is_string()) throw bad_payload();
    search.token = body["nextPageToken"].get<std::string>();
  }
  if (body.contains("maxResults")) {
    if (!body["maxResults"].is_number_integer()) throw bad_payload();
    search.size = body["maxResults"].get<std::int64_t>();
  }
  return search;
}

JqlQuery bounded_query(const Call& call, const std::string& jql) {
  auto query = read_query(call, jql);
  if (!query.bounded)
    throw refusal(
        400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
  return query;
}

Json row(const Call& call, const Issue& issue, const FieldSelection& selection, const Search& search) {
  if (!selection.any() && search.properties.empty()) return {{"id", std::to_string(issue.id)}};
  auto out = call.view().issue(issue, selection, search.properties);
  if (!selection.any()) out.erase("fields");
  return out;
}

}  // namespace

Answer search_issues(const Call& call) {
  const auto search = read_search(call);
  if (search.size < 1 || search.size > kMostResults)
    throw refusal(400, "The max results parameter has to be between 1 and 5,000.");
  if (search.reconcile.size() > kReconcileLimit) throw bad_payload();
  JqlQuery query;
  try {
    query = bounded_query(call, search.jql);
  } catch (const Refusal&) {
    // Somebody who is not signed in finds nothing; Jira does not say that this is why.
    if (call.caller != nullptr) throw;
    return json_answer(200, {{"issues", Json::array()}, {"isLast", true}});
  }
  const FieldSelection selection(search.fields, {});
  auto found = find_issues(call, query, search.reconcile);
  if (!search.token.empty()) {
    const auto last = call.site.page_tokens().find(search.token, search.jql, call.site.now());
    if (!last) throw refusal(400, "The provided next page token is invalid or expired.");
    std::erase_if(found, [&](const Issue* issue) { return query.order(*issue, *last) <= 0; });
  }
  const auto most = selection.any() ? kPageWithFields : static_cast<std::size_t>(kMostResults);
  const auto size = std::min({static_cast<std::size_t>(search.size), most, found.size()});
  Json out{{"issues", Json::array()}, {"isLast", size == found.size()}};
  for (std::size_t i = 0; i < size; ++i) out["issues"].push_back(row(call, *found[i], selection, search));
  if (size < found.size())
    out["nextPageToken"] = call.site.page_tokens().issue(search.jql, *found[size - 1], call.site.now());
  if (std::find(search.expand.begin(), search.expand.end(), "names") != search.expand.end())
    out["names"] = call.view().names();
  return json_answer(200, out);
}

Answer count_issues(const Call& call) {
  const auto body = call.body();
  if (!body.contains("jql") || !body["jql"].is_string()) throw bad_payload();
  const auto query = bounded_query(call, body["jql"].get<std::string>());
  return json_answer(200, {{"count", find_issues(call, query).size()}});
}

Answer removed_search(const Call&) {
  throw refusal(410,
                "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A "
                "full migration "
                "guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046");
}

}  // namespace itsm::simulators::jira_cloud
