// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/reading.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace itsm::jira::evidence {
namespace {

using itsm::testing::FakeHost;

std::string path_of(const std::string& target) { return target.substr(0, target.find('?')); }

TicketDraft draft(std::string key) {
  TicketDraft out;
  out.correlation_key = std::move(key);
  out.project = {"10000", "Security"};
  out.type = {"10002", "Task"};
  out.summary = "A finding";
  out.description = {{paragraph({text("What was found")})}};
  return out;
}

template <class T>
Result<Json> document_of(const Result<T>& result) {
  if (!result) return unexpected(result.error());
  return to_document(*result);
}

template <std::size_t count>
Result<Json> create(const JiraPlugin& jira, const Call& call) {
  CreateRequest request;
  for (std::size_t i = 0; i < count; ++i) request.drafts.push_back(draft("key-" + std::to_string(i)));
  return document_of(jira.create(call, request));
}

Result<Json> check(const JiraPlugin& jira, const Call& call) { return document_of(jira.check(call, {})); }

// By key: whatever ticket the answer holds is the answer.
Result<Json> fetch(const JiraPlugin& jira, const Call& call) {
  return document_of(jira.fetch(call, {{{"", "SEC-17", ""}}, {"customfield_10050"}}));
}

Result<Json> find(const JiraPlugin& jira, const Call& call) {
  return document_of(jira.find(call, {{"key-17"}}));
}

// The pass after the one that only said where to begin.
Result<Json> changes(const JiraPlugin& jira, const Call& call) {
  const auto beginning = jira.changes(call, {});
  if (!beginning) return unexpected(beginning.error());
  return document_of(jira.changes(call, {.cursor = beginning->next_cursor, .projects = {{"10000", ""}}}));
}

Result<Json> create_fields(const JiraPlugin& jira, const Call& call) {
  FieldsRequest request;
  request.project = {"10000", "SEC"};
  request.type = {"10002", "Task"};
  return document_of(jira.fields(call, request));
}

template <const char* picker>
Result<Json> options(const JiraPlugin& jira, const Call& call) {
  return document_of(jira.options(call, {picker, {{"project", "10000"}}, "", "", 50}));
}
constexpr char kProjects[] = "project";
constexpr char kTypes[] = "type";
constexpr char kPriorities[] = "priority";
constexpr char kPeople[] = "assignee";
constexpr char kLinkTypes[] = "link_type";

// The one type that drafts are made of, and its form.
std::optional<Json> about_forms(const std::string& path) {
  if (path.ends_with("/issuetypes"))
    return Json{{"total", 1}, {"issueTypes", {{{"id", "10002"}, {"name", "Task"}, {"subtask", false}}}}};
  if (!path.ends_with("/issuetypes/10002")) return std::nullopt;
  Json fields = Json::array();
  for (const auto& [id, type] :
       {std::pair("summary", "string"), {"description", "string"}, {"labels", "array"}})
    fields.push_back({{"fieldId", id}, {"name", id}, {"schema", {{"type", type}}}, {"operations", {"set"}}});
  return Json{{"total", fields.size()}, {"fields", fields}};
}

// Right answers to everything that is not being tried; of whatever is paged, the page after the last.
Result<HttpResponse> plain_answer(const HttpRequest& request) {
  const std::string path = path_of(request.target);
  const auto answer = [](const Json& body) {
    return HttpResponse{200, {{"Content-Type", "application/json"}}, dump(body)};
  };
  if (path.ends_with("/myself"))
    return answer({{"accountId", "acc-1"},
                   {"name", "robot"},
                   {"displayName", "Robot"},
                   {"timeZone", "Europe/Istanbul"}});
  if (path.ends_with("/serverInfo"))
    return answer(
        {{"deploymentType", "Cloud"}, {"version", "1001.0.0"}, {"baseUrl", "https://acme.atlassian.net"}});
  if (path.ends_with("/mypermissions")) {
    Json all = Json::object();
    for (const Permission& permission : JiraPlugin::describe().permissions)
      all[permission.id] = {{"key", permission.id}, {"havePermission", true}};
    return answer({{"permissions", all}});
  }
  if (request.target.find("startAt=0") != std::string::npos)
    if (const auto form = about_forms(path)) return answer(*form);
  Json page = {{"startAt", 1000}, {"total", 0}, {"isLast", true}};
  for (const char* list : {"values", "fields", "issueTypes", "issues"}) page[list] = Json::array();
  return answer(page);
}

// Of Data Center, a version so old that everything is asked for by the routes that were recorded.
JiraPlugin plugin(Deployment deployment) {
  const bool cloud = deployment == Deployment::cloud;
  Capabilities capabilities = usual_capabilities(deployment);
  capabilities.create_meta_by_type = cloud;
  Configuration configuration;
  configuration.auth = cloud ? "basic" : "pat";
  configuration.settings["site"] = "https://acme.atlassian.net";
  configuration.connection = to_document(Connection{.deployment = std::string(name_of(deployment)),
                                                    .account = {"acc-1", "Robot", ""},
                                                    .time_zone = "Europe/Istanbul",
                                                    .browse_url = "https://acme.atlassian.net",
                                                    .facts = to_document(capabilities)});
  auto opened = JiraPlugin::open(configuration);
  if (!opened) throw std::logic_error(opened.error().message);
  return **opened;
}

}  // namespace

const std::vector<Reading>& readings() {
  constexpr auto cloud = Deployment::cloud;
  constexpr auto data_center = Deployment::data_center;
  static const std::vector<Reading> all{
      {"server_info", cloud, "GET", "/serverInfo", &check, Status::unsupported},  // of which kind is it?
      {"account", cloud, "GET", "/myself", &check, Status::unauthenticated},
      {"fetch", cloud, "POST", "/issue/bulkfetch", &fetch},
      {"find", cloud, "POST", "/search/jql", &find},
      {"changes", cloud, "POST", "/search/jql", &changes},
      {"create_one", cloud, "POST", "/issue/bulk", &create<1>},
      {"create", cloud, "POST", "/issue/bulk", &create<3>},
      {"create_fields", cloud, "GET", "/issuetypes/10002", &create_fields},
      {"projects", cloud, "GET", "/project/search", &options<kProjects>},
      {"types", cloud, "GET", "/issuetypes", &options<kTypes>},
      {"priorities", cloud, "GET", "/priority/search", &options<kPriorities>},
      {"assignees", cloud, "GET", "/user/assignable/search", &options<kPeople>},
      {"link_types", cloud, "GET", "/issueLinkType", &options<kLinkTypes>},
      {"ticket", data_center, "GET", "/issue/SEC-17", &fetch},
      {"changes_by_offset", data_center, "POST", "/search", &changes},
      {"old_create_fields", data_center, "GET", "/issue/createmeta", &create_fields, Status::not_found},
  };
  return all;
}

const Reading& reading(std::string_view name) {
  const auto found = std::find_if(readings().begin(), readings().end(),
                                  [&](const Reading& each) { return each.name == name; });
  if (found == readings().end()) throw std::logic_error("no reading " + std::string(name));
  return *found;
}

Result<Json> read(const Reading& reading, const HttpResponse& answer) {
  FakeHost host;
  bool asked = false;
  host.will_serve([&](const HttpRequest& request) -> Result<HttpResponse> {
    if (asked || request.method != reading.method || !path_of(request.target).ends_with(reading.asks))
      return plain_answer(request);
    asked = true;
    return answer;
  });
  auto result = reading.operate(plugin(reading.deployment), host.call());
  if (!asked)
    throw std::logic_error(std::string(reading.name) + " does not ask for " + std::string(reading.asks));
  return result;
}

}  // namespace itsm::jira::evidence
