// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/testing/fake_host.hpp>

#include "plugins/jira/jira_plugin.hpp"
#include "tests/simulators/control/simulator.hpp"

namespace itsm::jira::testing {

// A simulated Jira behind a plugin's host, in one process. The two know nothing of each other's code.
class SimulatedJira {
 public:
  // Data Center of a version, as "9.12.0"; Cloud without one.
  explicit SimulatedJira(const std::string& version = {});

  // With the connection that its own check found.
  std::unique_ptr<JiraPlugin> plugin();
  // As it is before anything was checked.
  std::unique_ptr<JiraPlugin> unchecked() const;

  // Another way to authenticate than an API token and a personal access token.
  void authenticate_by(std::string auth, std::string authorization);
  // Changes the simulated world by a merge patch.
  void patch(const Json& change);
  // What the vendor answers to its own clients.
  Json get(const std::string& target);
  // What the vendor was asked to write since the last call, as "POST /rest/api/3/issue/bulk".
  std::vector<std::string> writes();
  // What another client of the vendor changes.
  void put(const std::string& target, const Json& body);

  itsm::testing::FakeHost host;

 private:
  simulators::Answer send(const HttpRequest& request);

  simulators::Simulator simulator_;
  std::string auth_{};
  std::string authorization_{};
};

}  // namespace itsm::jira::testing
