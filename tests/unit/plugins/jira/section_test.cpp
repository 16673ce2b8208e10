// SPDX-License-Identifier: Apache-2.0
#include <itsm/plain_text.hpp>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/section.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/adf_rules.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

SectionChange members(const std::string& words) { return {"members", {{paragraph({text(words)})}}}; }

Json words(const std::string& content) {
  return Json{{"type", "paragraph"}, {"content", Json::array({Json{{"type", "text"}, {"text", content}}})}};
}

Json document(Json content) { return {{"type", "doc"}, {"version", 1}, {"content", std::move(content)}}; }

// What another app put there: a node of which we know nothing.
const Json kForeign = {{"type", "extension"}, {"attrs", {{"extensionKey", "poll"}}}};

}  // namespace

TEST_CASE("a section is replaced where it stands and all around it stays", "[jira]") {
  const auto first = replace_in_adf(document(Json::array({words("above"), kForeign})), members("one"));
  REQUIRE(first);
  Json written = *first;
  written["content"].push_back(words("below"));

  const auto second = replace_in_adf(written, members("two"));
  REQUIRE(second);
  const Json& content = second->at("content");
  REQUIRE(content.size() == 6);
  CHECK(content[0] == words("above"));
  CHECK(content[1] == kForeign);
  CHECK(adf_text(content[2]) == common::section_start("members"));
  CHECK(adf_text(content[3]) == "two");
  CHECK(adf_text(content[4]) == common::section_end("members"));
  CHECK(content[5] == words("below"));
}

TEST_CASE("a text without the section gets it at its end, an empty one too", "[jira]") {
  const auto into_nothing = replace_in_adf({}, members("one"));
  REQUIRE(into_nothing);
  CHECK(adf_breach(*into_nothing) == "");
  CHECK(into_nothing->at("content").size() == 3);
}

TEST_CASE("where somebody took a section's last line away, only its first line is replaced", "[jira]") {
  const auto out = replace_in_adf(
      document(Json::array({words(common::section_start("members")), words("somebody's own")})),
      members("new"));
  REQUIRE(out);
  CHECK(out->at("content").size() == 4);
  CHECK(out->at("content").at(3) == words("somebody's own"));
}

TEST_CASE("a section gives way to the text around it", "[jira]") {
  const Json around = document(Json::array({words(std::string(kLongestText - 1000, 'a'))}));
  const auto cut = replace_in_adf(around, members(std::string(5000, 'b')));
  REQUIRE(cut);
  CHECK(adf_text(cut->at("content").at(0)).size() == kLongestText - 1000);
  CHECK(common::length(adf_text(*cut), LengthUnit::utf16) <= kLongestText);
  CHECK(adf_text(cut->at("content").back()) == common::section_end("members"));

  const Json full = document(Json::array({words(std::string(kLongestText - 50, 'a'))}));
  const auto refused = replace_in_adf(full, members("b"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == Status::invalid_argument);
  CHECK(refused.error().message.find("'members'") != std::string::npos);
}

TEST_CASE("in wiki markup a section is replaced where it stands, byte for byte around it", "[jira]") {
  const std::string above = "h1. Ours\r\n{panel:title=x}\r\n[~ada] said\r\n{panel}";
  const auto first = replace_in_wiki(above, members("one *"));
  REQUIRE(first);
  const std::string start = common::section_start("members");
  const std::string end = common::section_end("members");
  CHECK(*first == above + "\n\n_" + start + "_\n\none \\*\n\n_" + end + "_");

  // An editor of Jira's writes the marks another way.
  const std::string edited = above + "\n{_}" + start + "{_}\nold\n" + end + "\n\nbelow  ";
  const auto second = replace_in_wiki(edited, members("two"));
  REQUIRE(second);
  CHECK(*second == above + "\n_" + start + "_\n\ntwo\n\n_" + end + "_\n\nbelow  ");

  const auto third = replace_in_wiki(*second, members("two"));
  REQUIRE(third);
  CHECK(*third == *second);
}

TEST_CASE("in wiki markup too a section gives way to the text around it", "[jira]") {
  const auto cut = replace_in_wiki(std::string(kLongestText - 1000, 'a'), members(std::string(5000, 'b')));
  REQUIRE(cut);
  CHECK(common::length(*cut, LengthUnit::utf16) <= kLongestText);
  CHECK(cut->find(common::section_end("members")) != std::string::npos);
  CHECK_FALSE(replace_in_wiki(std::string(kLongestText - 50, 'a'), members("b")));
  CHECK(replace_in_wiki("", members("one")));
}
