// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/lists.hpp"
#include "tests/simulators/jira_dc/handlers.hpp"

namespace itsm::simulators::jira_dc {
namespace {

std::vector<const Project*> visible_projects(const Call& call) {
  std::vector<const Project*> found;
  for (const auto& project : call.site.world().projects)
    if (call.site.may(call.caller, project, "BROWSE_PROJECTS")) found.push_back(&project);
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  return found;
}

}  // namespace

// Everything that the caller may see, in one answer.
Answer get_projects(const Call& call) {
  const auto expand = call.list("expand");
  const bool with_lead = std::find(expand.begin(), expand.end(), "lead") != expand.end();
  auto out = Json::array();
  for (const auto* project : visible_projects(call)) {
    out.push_back(call.view().project(*project));
    out.back()["expand"] = "description,lead,url,projectKeys";
    if (with_lead) out.back()["lead"] = call.view().user(project->lead);
  }
  return json_answer(200, out);
}

// What a person types a part of; nothing without a query unless that is allowed.
Answer pick_projects(const Call& call) {
  constexpr int kMost = 100;
  const auto query = call.request.parameter("query").value_or("");
  const bool searches = !query.empty() || call.request.parameter("allowEmptyQuery") == "true";
  const int most = std::clamp(call.number("maxResults", kMost), 0, kMost);
  int total = 0;
  auto projects = Json::array();
  for (const auto* project : visible_projects(call)) {
    if (!searches || (!contains_word(project->name, query) && !contains_word(project->key, query))) continue;
    if (total++ < most)
      projects.push_back({{"html", project->name + " (" + project->key + ")"},
                          {"key", project->key},
                          {"name", project->name}});
  }
  const auto header =
      "Showing " + std::to_string(projects.size()) + " of " + std::to_string(total) + " matching projects";
  return json_answer(200, {{"projects", std::move(projects)}, {"total", total}, {"header", header}});
}

Answer get_priority_scheme(const Call& call) {
  const auto* project = call.site.visible_project(call.caller, call.captures[0]);
  if (project == nullptr)
    throw refusal(404, "No project could be found with key '" + call.captures[0] + "'.");
  if (!call.site.may(call.caller, *project, "ADMINISTER_PROJECTS"))
    throw refusal(403, "You cannot view this priority scheme.");
  const auto& scheme = call.site.world().priorities_of(*project);
  return json_answer(200, {{"self", call.view().self("priorityschemes/" + scheme.handle)},
                           {"name", scheme.name},
                           {"defaultOptionId", scheme.standard},
                           {"optionIds", scheme.priorities}});
}

Answer page_priorities(const Call& call) {
  const auto query = call.request.parameter("query").value_or("");
  auto rows = offered_priorities(call, call.list("projectIds"));
  std::erase_if(rows, [&](const Json& row) { return !contains_word(row["name"].get<std::string>(), query); });
  return json_answer(200, page(call, "values", rows, page_bounds(call, 100, 1000)));
}

}  // namespace itsm::simulators::jira_dc
