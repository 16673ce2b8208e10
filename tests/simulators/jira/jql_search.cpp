// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/jql_search.hpp"

#include <algorithm>

namespace itsm::simulators::jira {

JqlQuery read_query(const Call& call, const std::string& jql) {
  try {
    return understand(jql::parse(jql), call.site, call.caller);
  } catch (const jql::SyntaxError& wrong) {
    throw refusal(400, wrong.what());
  }
}

std::vector<const Issue*> find_issues(const Call& call, const JqlQuery& query,
                                      const std::vector<std::string>& reconcile) {
  std::vector<const Issue*> found;
  const auto consider = [&](const Issue& issue) {
    if (call.site.may_see(call.caller, issue) && query.matches(issue)) found.push_back(&issue);
  };
  const auto is_named = [&](std::uint64_t id) {
    return std::find(reconcile.begin(), reconcile.end(), std::to_string(id)) != reconcile.end();
  };
  for (const auto& [id, issue] : call.site.search())
    if (!is_named(id)) consider(issue);
  for (const auto& [id, issue] : call.site.issues())
    if (is_named(id)) consider(issue);
  std::sort(found.begin(), found.end(),
            [&](const Issue* a, const Issue* b) { return query.order(*a, *b) < 0; });
  return found;
}

}  // namespace itsm::simulators::jira
