// SPDX-License-Identifier: Apache-2.0
// Answers as ServiceNow's own documentation shows them, read by the plugin; skipped where they are not at
// hand.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <itsm/testing/fake_host.hpp>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;

TEST_CASE("records of the documentation are read as the tickets that they are", "[servicenow]") {
  const char* const shared = std::getenv("ITSM_SHARED_DATA");
  const std::filesystem::path folder =
      std::filesystem::path(shared == nullptr ? "" : shared) / "servicenow" / "examples";
  if (!std::filesystem::exists(folder)) {
    std::cout << "skipped: ITSM_SHARED_DATA names no folder with ServiceNow's examples\n";
    return;
  }
  int read = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path());
    std::ostringstream text;
    text << in.rdbuf();
    Json rows = Json::parse(text.str()).at("result");
    if (!rows.is_array()) rows = Json::array({rows});
    for (Json row : rows) {
      INFO(file.path().filename() << ": " << row.dump());
      // The list of the documentation is one of problems and leaves some columns out.
      row.emplace("sys_class_name", "problem");
      row.emplace("sys_id", std::string(32, 'a'));
      row.emplace("sys_mod_count", "0");
      testing::FakeHost host;
      host.will_serve([&](const HttpRequest& asked) -> Result<HttpResponse> {
        const bool of_task = asked.target.find("/table/task?") != std::string::npos;
        const Json details = Json::array({{{"sys_id", row.at("sys_id")}}});
        return HttpResponse{200,
                            {{"Content-Type", "application/json"}},
                            dump({{"result", of_task ? Json::array({row}) : details}})};
      });
      const auto plugin = servicenow::ServiceNowPlugin::open({});
      const auto result =
          (*plugin)->fetch(host.call(), {{{row.at("sys_id").get<std::string>(), "", ""}}, {}});
      if (!result) FAIL(result.error().message);
      REQUIRE(result->tickets.size() == 1);
      const Ticket& ticket = result->tickets[0];
      CHECK(ticket.ref.key == row.at("number"));
      CHECK(ticket.status.id == row.at("state"));
      CHECK(ticket.project.id == row.at("sys_class_name"));
      CHECK(ticket.created_at.substr(0, 10) == row.at("sys_created_on").get<std::string>().substr(0, 10));
      ++read;
    }
  }
  CHECK(read >= 5);
}
