// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <itsm/plain_text.hpp>

#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The cells of a line, without the blanks around them.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '|')
      cells.emplace_back();
    else
      cells.back() += c;
  }
  for (std::string& cell : cells) {
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
  }
  return cells;
}

std::string shown(const std::optional<Person>& person) {
  if (!person) return "nobody";
  return person->id.empty() ? person->email : person->id;
}

std::string shown(const std::optional<Ticket>& ticket) {
  if (!ticket) return "-";
  return ticket->status.name + "/" + std::string(name_of(ticket->state)) + "/" + shown(ticket->assignee);
}

std::string joined(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& field : fields) out += (out.empty() ? "" : ",") + field;
  return out.empty() ? "?" : out;
}

void check(const WebhookEvent& event, const std::vector<std::string>& expected) {
  REQUIRE(expected.size() == 8);
  CHECK(name_of(event.kind) == expected[1]);
  CHECK(event.ticket_id + " " + (event.ticket_key.empty() ? "-" : event.ticket_key) == expected[2]);
  CHECK(event.occurred_at == expected[3]);
  CHECK(shown(event.actor) == expected[4]);
  CHECK(joined(event.changed) == expected[5]);
  CHECK(shown(event.ticket) == expected[6]);
  if (!event.comment) {
    CHECK(expected[7] == "-");
    return;
  }
  const Comment& comment = *event.comment;
  const auto colon = expected[7].find(": ");
  REQUIRE(colon != std::string::npos);
  CHECK(comment.id + "/" + shown(comment.author) + "/" + std::string(name_of(comment.audience)) ==
        expected[7].substr(0, colon));
  CHECK(to_plain_text(comment.body.value()).find(expected[7].substr(colon + 2)) != std::string::npos);
}

}  // namespace

TEST_CASE("webhooks of real Jiras mean what somebody has written down for each", "[jira]") {
  const char* const shared = std::getenv("ITSM_SHARED_DATA");
  if (shared == nullptr) {
    std::cout << "skipped: real webhooks need ITSM_SHARED_DATA, a folder with jira/webhooks\n";
    return;
  }
  const auto folder = std::filesystem::path(shared) / "jira" / "webhooks";
  std::map<std::string, std::vector<std::vector<std::string>>> expected;
  std::ifstream table(ITSM_WEBHOOK_SAMPLES);
  for (std::string line; std::getline(table, line);)
    if (!line.empty() && line[0] != '#') {
      const auto cells = cells_of(line);
      expected[cells.front()].push_back(cells);
    }

  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    INFO(name);
    ++files;
    const std::string body = content_of(entry.path());
    // Which kind of Jira we talk to makes no difference to what a body means.
    for (const auto& with : {configuration(), data_center()}) {
      FakeHost host;
      const std::vector<Delivery> deliveries = {{{}, {}, {}, body}};
      const auto events = plugin(with)->normalise(host.call(), deliveries);
      REQUIRE(events);
      REQUIRE(events->events.size() == expected[name].size());
      for (std::size_t i = 0; i < events->events.size(); ++i) check(events->events[i], expected[name][i]);
    }
  }
  CHECK(files == 43);
  CHECK(expected.size() == files);
}
