// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/lists.hpp"
#include "tests/simulators/jira_dc/handlers.hpp"

namespace itsm::simulators::jira_dc {

// There is no resource for labels; this is what the create screen asks.
Answer suggest_labels(const Call& call) {
  constexpr std::size_t kShown = 20;
  const auto query = call.request.parameter("query").value_or("");
  auto suggestions = Json::array();
  for (const auto& label : visible_labels(call))
    if (lower(label).starts_with(lower(query)) && suggestions.size() < kShown)
      suggestions.push_back(
          {{"label", label},
           {"html", "<b>" + label.substr(0, query.size()) + "</b>" + label.substr(query.size())}});
  return json_answer(200, {{"token", query}, {"suggestions", std::move(suggestions)}});
}

}  // namespace itsm::simulators::jira_dc
