// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/testing/fake_host.hpp>

#include "plugins/jira/jira_plugin.hpp"

// Answers of Jira, read by the plugin's operations.
namespace itsm::jira::evidence {

// One operation, and the answer of Jira's that is tried on it. Its other requests get small right answers.
struct Reading {
  std::string_view name;
  Deployment deployment;
  std::string_view method;
  std::string_view asks;  // the end of the path of the request that gets the answer
  Result<Json> (*operate)(const JiraPlugin&, const Call&);  // the document of the operation's result
  Status verdict = Status::bad_reply;                       // on an answer that is broken, besides bad_reply
  bool has_body = true;  // else Jira says by its status alone that it is done
};

const std::vector<Reading>& readings();
const Reading& reading(std::string_view name);

// What the operation makes of the answer. Throws where it did not ask for it.
Result<Json> read(const Reading& reading, const HttpResponse& answer);
inline Result<Json> read(const Reading& reading, std::string body, int status = 200) {
  return read(reading, {status, {{"Content-Type", "application/json;charset=UTF-8"}}, std::move(body)});
}

}  // namespace itsm::jira::evidence
