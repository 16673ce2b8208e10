// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/testing/fake_host.hpp>

#include "plugins/jira/jira_plugin.hpp"
#include "tests/support/catch.hpp"

// A Jira plugin as check has set it up, and drafts to give it.
namespace itsm::jira::testing {

inline Configuration configuration() {
  Configuration out;
  out.auth = "basic";
  out.settings["site"] = "https://acme.atlassian.net/";
  out.connection = to_document(Connection{.deployment = "cloud",
                                          .account = {"acc-1", "Robot", ""},
                                          .time_zone = "Europe/Istanbul",
                                          .browse_url = "https://acme.atlassian.net"});
  return out;
}

// Data Center, used with a personal access token, below a context path.
inline Configuration data_center(
    const Capabilities& capabilities = usual_capabilities(Deployment::data_center)) {
  Configuration out;
  out.auth = "pat";
  out.settings["site"] = "https://jira.acme.test/jira";
  out.connection = to_document(Connection{.deployment = "data_center",
                                          .product_version = "9.12.0",
                                          .account = {"robot", "Robot", "robot@acme.test"},
                                          .time_zone = "Europe/Istanbul",
                                          .browse_url = "https://jira.acme.test/jira",
                                          .facts = to_document(capabilities)});
  return out;
}

inline std::unique_ptr<JiraPlugin> plugin(const Configuration& with = configuration()) {
  auto opened = JiraPlugin::open(with);
  REQUIRE(opened);
  return *std::move(opened);
}

inline TicketDraft draft(std::string key) {
  TicketDraft out;
  out.correlation_key = std::move(key);
  out.project = {"10000", "Security"};
  out.type = {"10002", "Task"};
  out.summary = "A finding";
  out.description = {{paragraph({text("What was found")})}};
  return out;
}

inline CreateRequest drafts(std::size_t count) {
  CreateRequest request;
  for (std::size_t i = 0; i < count; ++i) request.drafts.push_back(draft("key-" + std::to_string(i)));
  return request;
}

// The body that the request of this number carried.
inline Json body_of(const itsm::testing::FakeHost& host, std::size_t number) {
  return Json::parse(host.requests.at(number).body);
}

inline Json issue(const std::string& id, const std::string& correlation_key) {
  return Json::parse(
      R"({"id": ")" + id + R"(", "key": "SEC-)" + id +
      R"(", "self": "https://acme.atlassian.net/rest/api/3/issue/)" + id +
      R"(", "fields": {
    "project": {"id": "10000", "key": "SEC", "name": "Security"}, "issuetype": {"id": "10002", "name": "Task"},
    "summary": "A finding", "status": {"id": "3", "name": "In Arbeit", "statusCategory": {"id": 4, "key": "indeterminate"}},
    "resolution": null, "priority": {"id": "2", "name": "High"}, "assignee": {"accountId": "acc-9", "displayName": "Ada"},
    "labels": ["itsm-link", ")" +
      correlation_key +
      R"("], "created": "2025-07-25T21:00:41.388+0200", "updated": "2025-07-25T21:00:41.476+0200"},
    "properties": {"itsm.link": {"correlation_key": ")" +
      correlation_key + "\"}}}");
}

inline constexpr const char* kMyself =
    R"({"accountId": "acc-1", "displayName": "Robot", "timeZone": "Europe/Istanbul"})";
inline constexpr const char* kNobody = "{}";

}  // namespace itsm::jira::testing
