// SPDX-License-Identifier: Apache-2.0
// Answers that a real ServiceDesk Plus Cloud gave, against what people read in them. They lie in the folder
// that ITSM_SHARED_DATA names.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
namespace desk_test = itsm::manageengine::testing;
using itsm::testing::FakeHost;

namespace {

std::string recorded(const std::string& name) {
  const char* const folder = std::getenv("ITSM_SHARED_DATA");
  const auto file = std::filesystem::path(folder == nullptr ? "" : folder) / "sdp" / name;
  if (folder == nullptr || !std::filesystem::exists(file)) {
    std::cout << "\nskipped: ITSM_SHARED_DATA does not name the folder of recorded answers" << std::endl;
    return {};
  }
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the recorded answer to a create is a ticket as its page shows it", "[manageengine]") {
  const std::string body = recorded("sdp-cloud-create-response.json");
  if (body.empty()) return;
  FakeHost host;
  host.will_answer(200, body);
  const auto made = desk_test::plugin(desk_test::cloud())->create(host.call(), {{desk_test::draft()}});
  REQUIRE(made);
  const TicketRef ref = made->outcomes.at(0).ticket.value();
  CHECK(ref.id == "123456789");
  CHECK(ref.key == "102");
  CHECK(ref.url == "https://sdpondemand.manageengine.eu/app/itdesk/ui/requests/123456789/details");

  host.will_answer(200, body);
  const auto fetched =
      desk_test::plugin(desk_test::cloud())
          ->fetch(host.call(), {{ref}, {"description", "group", "requester", "level", "created_time"}});
  REQUIRE(fetched);
  const Ticket& ticket = fetched->tickets.at(0);
  CHECK(ticket.summary == "Create request test");
  CHECK(to_document(ticket.status) == to_document(Named{"123640000000006659", "On Hold"}));
  CHECK(ticket.state == TicketState::doing);
  CHECK(ticket.project.id == kNoSite);
  CHECK(ticket.type.name == "Default Request");
  CHECK(ticket.priority.name == "High");
  CHECK_FALSE(ticket.assignee);
  CHECK(ticket.created_at == "2020-06-24T12:05:00.533Z");
  CHECK(ticket.updated_at == "2020-06-24T12:05:00.679Z");
  CHECK(ticket.version == "1593000300679");
  CHECK(ticket.resolution.name.empty());
  CHECK(ticket.correlation_keys.empty());
  CHECK(ticket.fields.at("group").value.at("name") == "Network");
  CHECK(ticket.fields.at("requester").value.at("id") == "123640000000244019");
  CHECK(ticket.fields.at("level").value.at("name") == "Tier 1");
  CHECK(ticket.fields.at("created_time").value == "2020-06-24T12:05:00.533Z");
  CHECK(dump(ticket.fields.at("description").value).find("The description of the request") !=
        std::string::npos);
}

TEST_CASE("the recorded list has its verdict in a list and its rows without a time of the last edit",
          "[manageengine]") {
  const std::string body = recorded("sdp-cloud-list-response.json");
  if (body.empty()) return;
  FakeHost host;
  host.will_answer(200, body);
  const auto page =
      desk_test::plugin(desk_test::cloud())->options(host.call(), {.picker = "ticket", .limit = 2});
  REQUIRE(page);
  REQUIRE(page->options.size() == 2);
  CHECK(page->options[0].id == "123640000000215007");
  CHECK(page->options[0].name == "request 1");
  CHECK(page->options[0].key == "74");
  CHECK(page->options[1].name == "check request outputs");
  CHECK(page->next_cursor == "3");
}
