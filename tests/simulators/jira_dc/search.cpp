// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "tests/simulators/jira/jql_search.hpp"
#include "tests/simulators/jira_dc/handlers.hpp"
#include "tests/simulators/jira_dc/settings.hpp"

namespace itsm::simulators::jira_dc {
namespace {

constexpr std::array<std::string_view, 6> kMembers{"jql",    "startAt", "maxResults",
                                                   "fields", "expand",  "validateQuery"};

struct Search {
  std::string jql{};
  std::vector<std::string> fields{};
  std::vector<std::string> expand{};
  std::string validation = "strict";
  int start = 0;
  int size = 50;

  bool expands(std::string_view what) const {
    return std::find(expand.begin(), expand.end(), what) != expand.end();
  }
};

Search from_query(const Call& call) {
  return {call.request.parameter("jql").value_or(""),
          call.list("fields"),
          call.list("expand"),
          lower(call.request.parameter("validateQuery").value_or("strict")),
          call.number("startAt", 0),
          call.number("maxResults", 50)};
}

Search from_body(const Call& call) {
  const auto body = call.body();
  // Members that only Cloud knows, like page tokens and properties, are not read over.
  for (const auto& [name, value] : body.items())
    if (std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end())
      throw refusal(400, "Unrecognized field \"" + name +
                             "\" (Class com.atlassian.jira.rest.v2.search.SearchRequestBean), not marked as "
                             "ignorable");
  Search search;
  search.jql = body.value("jql", "");
  search.fields = texts(body, "fields");
  search.expand = texts(body, "expand");
  search.validation = body.value("validateQuery", true) ? "strict" : "none";
  search.start = body.value("startAt", 0);
  search.size = body.value("maxResults", 50);
  return search;
}

Json row(const Call& call, const Issue& issue, const FieldSelection& selection, const Search& search) {
  auto out = call.view().issue(issue, selection, {});
  if (search.expands("changelog")) out["changelog"] = call.view().history(issue);
  return out;
}

}  // namespace

Answer search_issues(const Call& call) {
  const auto search = call.request.method == "GET" ? from_query(call) : from_body(call);
  const auto limit = read_settings(call.site.document()).search_limit;
  std::vector<const Issue*> found;
  auto warnings = Json::array();
  try {
    found = find_issues(call, read_query(call, search.jql));
  } catch (const Refusal& wrong) {
    // Names that do not exist find nothing where the caller wanted no strictness.
    if (search.validation == "strict" || search.validation == "true") throw;
    if (search.validation == "warn") warnings = wrong.messages;
  }
  const auto total = static_cast<int>(found.size());
  const int start = std::max(search.start, 0);
  const int size = search.size < 0 ? limit : std::min(search.size, limit);
  const FieldSelection selection(search.fields, {"*navigable"});
  auto issues = Json::array();
  for (int i = start; i < std::min(total, start + size); ++i)
    issues.push_back(row(call, *found[static_cast<std::size_t>(i)], selection, search));
  Json out{{"expand", "schema,names"},
           {"startAt", start},
           {"maxResults", size},
           {"total", total},
           {"issues", std::move(issues)}};
  if (!warnings.empty()) out["warningMessages"] = std::move(warnings);
  if (search.expands("names")) out["names"] = call.view().names();
  return json_answer(200, out);
}

}  // namespace itsm::simulators::jira_dc
