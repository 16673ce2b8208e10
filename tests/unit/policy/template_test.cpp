// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/text_template.hpp"

#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/text_length.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

Group group_of(const std::vector<Finding>& findings) {
  Group group;
  group.label = "rule java.sqli";
  for (const Finding& finding : findings) group.members.push_back(&finding);
  return group;
}

constexpr Limit kRoomy{"summary", 255, LengthUnit::utf16};

std::string summary(const std::string& source, const std::vector<Finding>& findings, std::size_t most = 255) {
  const Policy policy = policy_with("summary: \"" + source + "\"\n");
  const Group group = group_of(findings);
  Limit limit{"summary", most, LengthUnit::utf16};
  return policy.mapping.summary->render({group, "", ""}, limit);
}

std::vector<Block> description(const std::string& source, const std::vector<Finding>& findings,
                               const std::string& url = "https://t.test/f/1") {
  std::string indented;
  for (const char c : "\n" + source) indented += c == '\n' ? std::string("\n  ") : std::string(1, c);
  const Policy policy = policy_with("description: |" + indented + "\n");
  const Group group = group_of(findings);
  return policy.mapping.description->render({group, url, ""});
}

}  // namespace

TEST_CASE("a summary is one line, and keeps the number of findings when it is cut") {
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  CHECK(summary("[${severity}] ${title}${group.count_suffix}", {sample_finding()}) ==
        "[critical] SQL injection in login");
  CHECK(summary("[${severity}] ${title}${group.count_suffix}", findings) ==
        "[critical] SQL injection in login (2 findings)");
  findings[0].title = "two\r\nlines\x01 and a\ttab";
  CHECK(summary("${title}", findings) == "two lines and a tab");
  findings[0].title = std::string(300, 'x');
  CHECK(summary("${title}${group.count_suffix}", findings, 30) == "xxxxxxxxxxxxxxxx… (2 findings)");
}

TEST_CASE("a description is filled into the parsed tree") {
  const auto blocks =
      description("${description}\n## Where\n${locations.table}\n[Open](${finding.url})", {sample_finding()});
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].content[1].strong);
  CHECK(blocks[1].content[0].text == "Where");
  CHECK(blocks[2].kind == BlockKind::table);
  CHECK(blocks[2].header.size() == 2);  // nothing to say about packages
  CHECK(blocks[2].rows[0].cells[1].content[0].text == "src/Login.java:42");
  CHECK(blocks[3].content[0].href == "https://t.test/f/1");
}

TEST_CASE("a heading is left out when nothing stands under it") {
  Finding finding = sample_finding();
  finding.recommendation.clear();
  const auto blocks = description("# All\n## How to fix\n${recommendation}\n## Where\ntext", {finding});
  CHECK(to_plain_text({blocks}) == "All\n\nWhere\n\ntext");
  finding.description.clear();
  CHECK(description("# A\n${description}", {finding}).empty());
}

TEST_CASE("a link without a target is left out") {
  CHECK(description("[Open](${finding.url})", {sample_finding()}, "").empty());
}

TEST_CASE("what is put into a larger address cannot change it") {
  Finding finding = sample_finding();
  finding.rule_id = "a/../b?x=1#y";
  const auto blocks = description("[Rule](https://rules.test/${rule})", {finding});
  CHECK(blocks[0].content[0].href == "https://rules.test/a%2F..%2Fb%3Fx%3D1%23y");
}

TEST_CASE("a ticket of several findings lists them in a section of its own, named or not") {
  const std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  const auto named = description("${members.table}\n\nend", findings);
  CHECK(named[0].kind == BlockKind::section);
  CHECK(named[0].id == "members");
  CHECK(named[0].blocks[0].rows.size() == 2);
  const auto unnamed = description("text", findings);
  REQUIRE(unnamed.size() == 2);
  CHECK(unnamed[1].id == "members");
  CHECK(description("text", {sample_finding()}).size() == 1);
}

TEST_CASE("long tables end with the number of what is not shown") {
  std::vector<Finding> findings;
  for (int i = 1; i <= 60; ++i) findings.push_back(sample_finding(i));
  const auto blocks = description("${members.table}", findings);
  CHECK(blocks[0].blocks[0].rows.size() == 50);
  CHECK(blocks[0].blocks[1].content[0].text == "and 10 more");
}

TEST_CASE("lists name every asset and every place once") {
  std::vector<Finding> findings{sample_finding(1), sample_finding(2), sample_finding(3)};
  findings[1].asset.name = "desk";
  findings[2].location = {};
  findings[2].location.package = "lodash";
  CHECK(
      to_plain_text({description("${assets.list}\n${locations.list}", findings)})
          .starts_with("- shop\n- desk\n\n- shop: src/Login.java:42\n- desk: src/Login.java:42\n- lodash\n"));
  for (int i = 4; i <= 7; ++i) {
    findings.push_back(sample_finding(i));
    findings.back().asset.name = "asset " + std::to_string(i);
  }
  CHECK(summary("${group.assets}", findings) == "shop, desk, asset 4 and 3 more");
  for (Finding& finding : findings) finding.asset.name.clear();
  CHECK(description("## Assets\n${assets.list}", findings).size() == 1);  // the members, and no heading
}

TEST_CASE("custom fields and code spans of the template are filled") {
  Finding finding = sample_finding();
  finding.custom = {{"cost_center", 4711}};
  CHECK(to_plain_text({description("Centre **${custom.cost_center}** in `${asset.name}`", {finding})}) ==
        "Centre 4711 in shop");
}

TEST_CASE(
    "whatever a finding holds stays text: no markup, no placeholder, no link of it takes effect in the "
    "template") {
  CHECK(rc::check("hostile", [] {
    const auto hostile = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("**b**", "[x](https://evil.test)", "<img src=x>", "${severity}", "@all",
                                      "[~admin]", "{code}", "|", "=1+1", "# h", "`", "_"));
    std::string title;
    for (const auto& piece : hostile) title += piece;
    RC_PRE(!title.empty());
    Finding finding = sample_finding();
    finding.title = title;
    const auto blocks = description("Found: ${title}!", {finding});
    RC_ASSERT(blocks.size() == 1U);
    RC_ASSERT(blocks[0].kind == BlockKind::paragraph);
    RC_ASSERT(blocks[0].content.size() == 1U);
    RC_ASSERT(blocks[0].content[0].kind == InlineKind::text);
    RC_ASSERT(!blocks[0].content[0].strong);
    RC_ASSERT(blocks[0].content[0].text == "Found: " + title + "!");
    RC_ASSERT(summary("${title}", {finding}) == cut_to(title, kRoomy.most, kRoomy.unit));
  }));
}

TEST_CASE("the placeholders of a description are those of the template, not of the finding") {
  Finding finding = sample_finding();
  finding.description = "see ${title} and\n\n${members.table}\n";
  CHECK(to_plain_text({description("${description}", {finding})}) == "see ${title} and\n\n${members.table}");
}

TEST_CASE("every placeholder of the dictionary has a meaning and an example, and can be used") {
  const Finding finding = sample_finding();
  const Group group = group_of({finding});
  for (const Placeholder& placeholder : placeholders()) {
    INFO(placeholder.name);
    CHECK_FALSE(placeholder.meaning.empty());
    CHECK_FALSE(placeholder.example.empty());
    CHECK(find_placeholder(placeholder.name) == &placeholder);
    CHECK(read_policy("p.yaml",
                      "policy: p\nplugin: j\nroute: [{name: a, ticket: {project: S}}]\ndescription: |\n  ${" +
                          placeholder.name + "}\n")
              .has_value());
  }
  CHECK(find_placeholder("custom.x") != nullptr);
  CHECK(find_placeholder("custom.") == nullptr);
}
