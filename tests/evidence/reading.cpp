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

Result<Json> update(const JiraPlugin& jira, const Call& call) {
  UpdateRequest request;
  request.ref = {"", "SEC-17", ""};
  request.summary = "A finding, seen again";
  return document_of(jira.update(call, request));
}

Result<Json> transition(const JiraPlugin& jira, const Call& call) {
  TransitionRequest request;
  request.ref = {"", "SEC-17", ""};
  request.state = TicketState::done;
  return document_of(jira.transition(call, request));
}

Result<Json> comment(const JiraPlugin& jira, const Call& call) {
  CommentRequest request;
  request.ref = {"", "SEC-17", ""};
  request.body = {{paragraph({text("Seen again")})}};
  return document_of(jira.comment(call, request));
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

// The one ticket that is changed, its edit screen, and the way to its end.
std::optional<Json> about_ticket(const std::string& path) {
  if (path.ends_with("/issue/SEC-17"))
    return Json{{"id", "17"},
                {"key", "SEC-17"},
                {"fields",
                 {{"status", {{"id", "1"}, {"name", "To Do"}, {"statusCategory", {{"key", "new"}}}}},
                  {"updated", "2026-01-01T00:00:00.000+0000"}}}};
  if (path.ends_with("/editmeta"))
    return Json{{"fields", {{"summary", {{"name", "Summary"}, {"operations", {"set"}}}}}}};
  if (path.ends_with("/transitions")) {
    const Json done = {{"id", "3"}, {"name", "Done"}, {"statusCategory", {{"key", "done"}}}};
    return Json{{"transitions", {{{"id", "41"}, {"name", "Finish"}, {"to", done}}}}};
  }
  return std::nullopt;
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
  if (const auto ticket = about_ticket(path)) return answer(*ticket);
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
      {"updated", data_center, "PUT", "/issue/17", &update, Status::bad_reply, false},
      {"transitioned", data_center, "POST", "/issue/17/transitions", &transition, Status::bad_reply, false},
      {"commented", data_center, "POST", "/issue/SEC-17/comment", &comment},
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
