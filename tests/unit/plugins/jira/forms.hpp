// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "tests/unit/plugins/jira/support.hpp"

// What a Jira of either kind answers to the reads before a create.
namespace itsm::jira::testing {

inline Json form_field(const std::string& id, const std::string& type, const std::string& items = {}) {
  Json schema = {{"type", type}};
  if (!items.empty()) schema["items"] = items;
  if (!id.starts_with("customfield_")) schema["system"] = id;
  return {{"fieldId", id},
          {"key", id},
          {"name", id},
          {"required", false},
          {"hasDefaultValue", false},
          {"schema", schema},
          {"operations", {"set"}}};
}

// The form of both types. Priorities are listed; customfield_2 is demanded by sub-tasks only where a test
// says so.
inline std::vector<Json> form_fields() {
  Json summary = form_field("summary", "string");
  summary["required"] = true;
  Json priority = form_field("priority", "priority");
  priority["allowedValues"] = Json::parse(R"([{"id": "2", "name": "High"}, {"id": "3", "name": "Medium"}])");
  return {summary,
          priority,
          form_field("description", "string"),
          form_field("labels", "array", "string"),
          form_field("assignee", "user"),
          form_field("duedate", "date"),
          form_field("parent", "issuelink"),
          form_field("customfield_1", "number")};
}

// Project 10000 (SEC) offers Task (10002) and Sub-task (10003); every ticket that is asked for is there, in
// it.
inline std::optional<HttpResponse> about_forms(const HttpRequest& request,
                                               const std::vector<Json>& fields = form_fields()) {
  const auto has = [&](std::string_view part) { return request.target.find(part) != std::string::npos; };
  const auto page = [&](const char* cloud_list, Json values) {
    const Json body = {
        {"startAt", 0}, {"total", values.size()}, {has("/rest/api/3/") ? cloud_list : "values", values}};
    return HttpResponse{200, {}, dump(body)};
  };
  if (request.method != "GET") return std::nullopt;
  if (has("/issuetypes/")) return page("fields", fields);
  if (has("/issue/createmeta/"))
    return page("issueTypes", Json::parse(R"([{"id": "10002", "name": "Task", "subtask": false},
                                              {"id": "10003", "name": "Sub-task", "subtask": true}])"));
  constexpr std::string_view kTickets = "/issue/";
  const auto start = request.target.find(kTickets);
  if (start == std::string::npos) return std::nullopt;
  const std::string id = request.target.substr(start + kTickets.size());
  return HttpResponse{200, {}, dump(issue(id.substr(0, id.find('?')), "of-another"))};
}

// A host whose Jira answers so, and the write as it is told.
using Answer = std::function<Result<HttpResponse>(const HttpRequest&)>;
inline void serve_forms(itsm::testing::FakeHost& host, Answer write,
                        std::vector<Json> fields = form_fields()) {
  host.will_serve([write = std::move(write), fields = std::move(fields)](const HttpRequest& request) {
    const auto known = about_forms(request, fields);
    return known ? Result<HttpResponse>(*known) : write(request);
  });
}
inline void serve_forms(itsm::testing::FakeHost& host, int status, std::string body,
                        std::vector<Header> headers = {}) {
  serve_forms(host, [=](const HttpRequest&) -> Result<HttpResponse> {
    return HttpResponse{status, headers, body};
  });
}

// The one write of a create, which is the last request.
inline const HttpRequest& the_write(const itsm::testing::FakeHost& host) {
  REQUIRE(std::count_if(host.requests.begin(), host.requests.end(),
                        [](const HttpRequest& request) { return request.effect == Effect::write; }) == 1);
  REQUIRE(host.requests.back().effect == Effect::write);
  return host.requests.back();
}
inline Json written_drafts(const itsm::testing::FakeHost& host) {
  return Json::parse(the_write(host).body).at("issueUpdates");
}
inline bool wrote(const itsm::testing::FakeHost& host) {
  return std::any_of(host.requests.begin(), host.requests.end(),
                     [](const HttpRequest& request) { return request.effect == Effect::write; });
}

}  // namespace itsm::jira::testing
