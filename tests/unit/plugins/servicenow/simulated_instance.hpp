// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/testing/fake_host.hpp>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "tests/simulators/control/simulator.hpp"

namespace itsm::servicenow::testing {

// A simulated instance behind a plugin's host, in one process. The two know nothing of each other's code.
class SimulatedInstance {
 public:
  SimulatedInstance();

  // With the connection that its own check found.
  std::unique_ptr<ServiceNowPlugin> plugin();
  CheckReport check();
  // As another user of the seed than itsm.link.
  void act_as(const std::string& user, const std::string& password);
  // Changes the simulated world by a merge patch.
  void patch(const Json& change);
  // Through the control interface.
  Json control(const std::string& method, const std::string& path, const Json& body = {});
  // What another client sends.
  Json send_as_lead(const std::string& method, const std::string& target, const Json& body = {});
  // What the plugin has written since the last call, as "POST /api/now/table/incident".
  std::vector<std::string> writes();

  itsm::testing::FakeHost host;
  bool tells_time = true;  // answers have a Date

 private:
  simulators::Answer send(const HttpRequest& request);

  simulators::Simulator simulator_;
  std::string authorization_{};
};

TicketDraft draft(const std::string& key, const std::string& table = "incident");
FieldValue option(const std::string& name);
FieldValue long_text(const std::string& words);

}  // namespace itsm::servicenow::testing
