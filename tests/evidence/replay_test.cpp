// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "tests/evidence/damage.hpp"
#include "tests/evidence/reading.hpp"
#include "tests/evidence/recordings.hpp"
#include "tests/support/catch.hpp"

// A real Jira's answers, byte for byte what it said of a ticket, in the form in which the plugin asks for
// them.

using namespace itsm;
using namespace itsm::evidence;
using itsm::jira::evidence::read;
using itsm::jira::evidence::reading;
using itsm::jira::evidence::Reading;

namespace {

// All recordings; empty, after saying so, where they are not there.
const std::vector<Recorded>& recordings() {
  static const std::vector<Recorded> all = [] {
    const auto folder = shared_data();
    return folder ? read_recordings(*folder) : std::vector<Recorded>();
  }();
  return all;
}

std::vector<const Recorded*> of_kind(const std::string& kind) {
  std::vector<const Recorded*> out;
  for (const Recorded& one : recordings())
    if (one.kind == kind) out.push_back(&one);
  return out;
}

const Recorded& recorded(int number) { return recordings().at(static_cast<std::size_t>(number) - 1); }

// An answer as an operation of the plugin gets it.
struct Form {
  const Reading& reading;
  std::string answer;
};

// The fields of the old create metadata as a page of the new one.
std::string page_of_fields(const Json& old) {
  Json page = {{"startAt", 0}, {"maxResults", 200}, {"fields", Json::array()}};
  for (const auto& [id, field] : old.at("projects").at(0).at("issuetypes").at(0).at("fields").items()) {
    page["fields"].push_back(field);
    page["fields"].back()["fieldId"] = id;
  }
  page["total"] = page["fields"].size();
  return dump(page);
}

// The recorded client used Jira's version 2: what it was answered is what Data Center answers, byte for byte.
// Where the plugin asks Cloud by newer routes, the recorded answer stands in the envelope of these.
std::vector<Form> forms_of(const Recorded& one) {
  const std::string answer = dump(one.answer);
  if (one.kind == "ticket")
    return {{reading("ticket"), answer},
            {reading("fetch"), R"({"issues": [)" + answer + R"(], "issueErrors": []})"}};
  if (one.kind == "created")
    return {{reading("create_one"), R"({"issues": [)" + answer + R"(], "errors": []})"}};
  if (one.kind == "create_fields")
    return {{reading("old_create_fields"), answer}, {reading("create_fields"), page_of_fields(one.answer)}};
  if (one.kind == "server_info") return {{reading("server_info"), answer}};
  if (one.kind == "commented") return {{reading("commented"), answer}};
  return {};
}

Json read_whole(const Form& form) {
  const auto result = read(form.reading, form.answer);
  INFO(form.reading.name << (result ? "" : ": " + result.error().message));
  REQUIRE(result);
  return *result;
}

std::string text_at(const Json& document, const char* pointer) {
  const Json::json_pointer at(pointer);
  return document.contains(at) ? document.at(at).get<std::string>() : "-";
}

std::string list_at(const Json& document, const char* member) {
  std::string out;
  for (const Json& element : document.value(member, Json::array()))
    out += (out.empty() ? "" : ",") + element.get<std::string>();
  return out.empty() ? "-" : out;
}

// The row of expected/tickets.tsv that a ticket makes.
std::vector<std::string> row_of(const Json& ticket) {
  return {text_at(ticket, "/ref/id"),          text_at(ticket, "/ref/key"),
          text_at(ticket, "/project/name"),    text_at(ticket, "/type/name"),
          text_at(ticket, "/status/name"),     text_at(ticket, "/state"),
          text_at(ticket, "/resolution/name"), text_at(ticket, "/priority/name"),
          text_at(ticket, "/assignee/name"),   list_at(ticket, "labels"),
          text_at(ticket, "/parent/key"),      text_at(ticket, "/created_at"),
          text_at(ticket, "/updated_at"),      text_at(ticket, "/summary")};
}

// The rows of expected/fields.tsv that a list of fields makes, sorted.
std::vector<std::vector<std::string>> rows_of(const Json& fields) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& field : fields)
    rows.push_back({field.at("id"), field.at("kind"), field.value("role", "none"),
                    field.value("required", false) ? "yes" : "no",
                    std::to_string(field.value("options", Json::array()).size())});
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

TEST_CASE("every recorded answer but the list of all fields is one that an operation of the plugin reads",
          "[jira]") {
  // The fields of a ticket are asked of its form: the list of all does not say which can be set.
  if (recordings().empty()) return;
  std::map<std::string, int> count;
  for (const Recorded& one : recordings()) ++count[one.kind];
  for (const auto& [kind, number] : count)
    std::cout << number << " " << (kind.empty() ? "unknown" : kind) << "\n";
  CHECK(count == std::map<std::string, int>{{"", 2},
                                            {"commented", 2},
                                            {"create_fields", 84},
                                            {"created", 55},
                                            {"server_info", 113},
                                            {"ticket", 189},
                                            {"transitioned", 7},
                                            {"updated", 28}});
}

TEST_CASE("of the exemplars, only those of the agile API and the list of all fields belong to no operation",
          "[jira]") {
  const auto folder = shared_data();
  if (!folder) return;
  // Epics are joined through the field `parent` or the Epic Link, which work without Jira Software's own API.
  const std::string agile = "/rest/agile/1.0/epic/";
  for (const auto& file : std::filesystem::directory_iterator(*folder + "/jira/recorded/exemplars")) {
    std::ifstream in(file.path());
    const Json exemplar = Json::parse(in);
    const std::string path = exemplar.at("path");
    INFO(file.path().filename());
    CHECK(kind_of(exemplar.at("method"), path).empty() ==
          (path.starts_with(agile) || path == "/rest/api/2/field"));
  }
}

TEST_CASE("recorded tickets are read as they were, each field", "[jira]") {
  if (recordings().empty()) return;
  std::set<int> seen;
  for (std::vector<std::string> expected : table("tickets.tsv")) {
    REQUIRE(expected.size() == 15);
    const std::vector<int> exchanges = numbers(expected.back());
    expected.pop_back();
    for (const int number : exchanges) {
      INFO("exchange " << number);
      REQUIRE(recorded(number).kind == "ticket");
      for (const Form& form : forms_of(recorded(number))) {
        const Json result = read_whole(form);
        REQUIRE(result.at("tickets").size() == 1);
        CHECK(row_of(result.at("tickets").at(0)) == expected);
      }
      CHECK(seen.insert(number).second);
    }
  }
  CHECK(seen.size() == of_kind("ticket").size());
}

TEST_CASE("tickets in real webhook bodies are read as they were, each field", "[jira]") {
  const auto folder = shared_data();
  if (!folder) return;
  for (std::vector<std::string> expected : table("webhook_tickets.tsv")) {
    REQUIRE(expected.size() == 15);
    INFO(expected.front());
    std::ifstream file(*folder + "/jira/webhooks/" + expected.front());
    const Json issue = Json::parse(file).at("issue");
    expected.erase(expected.begin());
    const auto result = read(reading("fetch"), R"({"issues": [)" + dump(issue) + "]}");
    REQUIRE(result);
    CHECK(row_of(result->at("tickets").at(0)) == expected);
  }
}

TEST_CASE("recorded creates tell the tickets that they made", "[jira]") {
  if (recordings().empty()) return;
  const auto expected = table("created.tsv");
  CHECK(expected.size() == of_kind("created").size());
  for (const auto& row : expected) {
    INFO("exchange " << row.at(0));
    const Json outcome = read_whole(forms_of(recorded(std::stoi(row.at(0)))).at(0)).at("outcomes").at(0);
    CHECK(outcome.at("kind") == "created");
    CHECK(text_at(outcome, "/ticket/id") == row.at(1));
    CHECK(text_at(outcome, "/ticket/key") == row.at(2));
    CHECK(text_at(outcome, "/ticket/url") == "https://acme.atlassian.net/browse/" + row.at(2));
  }
}

TEST_CASE("recorded answers to updates and transitions say that they were done", "[jira]") {
  for (const char* const kind : {"updated", "transitioned"})
    for (const Recorded* one : of_kind(kind)) {
      INFO("exchange " << one->number);
      CHECK(one->answer.is_null());
      const auto result = read(reading(kind), "", one->status);
      REQUIRE(result);
      CHECK(text_at(*result, "/ref/key") == "SEC-17");
    }
}

TEST_CASE("recorded comments are read as they were", "[jira]") {
  std::map<int, std::string> ids;
  for (const Recorded* one : of_kind("commented")) {
    const Json comment = read_whole(forms_of(*one).at(0));
    ids[one->number] = text_at(comment, "/id");
    CHECK(text_at(comment, "/author/id") == "557058:00000000-0000-0000-0000-000000000005");
    CHECK(comment.at("body") == to_document(RichText{{paragraph({text(one->request.at("body"))})}}));
  }
  if (!recordings().empty()) CHECK(ids == std::map<int, std::string>{{75, "12089"}, {77, "12090"}});
}

TEST_CASE("recorded server information tells which Jira it is", "[jira]") {
  for (const Recorded* one : of_kind("server_info")) {
    const Json connection = read_whole(forms_of(*one).at(0)).at("connection");
    CHECK(text_at(connection, "/deployment") == "cloud");
    CHECK(text_at(connection, "/product_version") == "1001.0.0-SNAPSHOT");
    CHECK(text_at(connection, "/browse_url") == "https://defectdojo.atlassian.net");
  }
}

TEST_CASE("recorded create metadata is described field by field", "[jira]") {
  std::map<std::string, std::vector<std::vector<std::string>>> expected;
  for (const auto& row : table("fields.tsv"))
    expected[row.at(0) + " " + row.at(1)].push_back({row.begin() + 2, row.end()});
  std::set<std::string> forms;
  for (const Recorded* one : of_kind("create_fields")) {
    const Json& project = one->answer.at("projects").at(0);
    const std::string form = text_at(project, "/key") + " " + text_at(project, "/issuetypes/0/name");
    std::sort(expected[form].begin(), expected[form].end());
    INFO("exchange " << one->number << ", " << form);
    for (const Form& asked : forms_of(*one)) CHECK(rows_of(read_whole(asked).at("fields")) == expected[form]);
    forms.insert(form);
  }
  if (!recordings().empty()) CHECK(forms.size() == expected.size());
}

TEST_CASE("recorded answers that were damaged are refused or say less, and never anything else", "[jira]") {
  std::map<std::string_view, std::array<std::size_t, 3>> counts;  // refused, in part, without effect
  for (const Recorded& one : recordings())
    for (const Form& form : forms_of(one)) {
      const Json whole = read_whole(form);
      // Answers of a kind resemble each other: each gets another part of all damages.
      each_damage(form.answer, {97, static_cast<std::size_t>(one.number)}, [&](const Damage& damage) {
        if (form.reading.name == "fetch" && damage.says_nothing_of("/issues/0")) return;
        if (damage.takes_an_operation()) return;
        INFO("exchange " << one.number << " " << damage.at << "\n" << damage.text.substr(0, 2000));
        const auto result = read(form.reading, damage.text);
        if (!result) {
          const Status status = result.error().status;
          CHECK((status == Status::bad_reply || status == form.reading.verdict));
          ++counts[form.reading.name][0];
          return;
        }
        CHECK(contradiction(*result, whole) == "");
        ++counts[form.reading.name][*result == whole ? 2 : 1];
      });
    }
  for (const auto& [kind, count] : counts)
    std::cout << kind << ": " << count[0] << " refused, " << count[1] << " read in part, " << count[2]
              << " without effect\n";
}
