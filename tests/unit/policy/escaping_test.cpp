// SPDX-License-Identifier: Apache-2.0
// Whatever a scanner or an attacker writes into a finding, it stays text: in the neutral tree, and in both of
// Jira's formats.
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/markdown.hpp"
#include "host_stub/policy/render.hpp"
#include "plugins/common/document.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/wiki.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/adf_rules.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

// Each means something to somebody: Markdown, wiki markup, HTML, mentions, spreadsheets, our own templates.
std::string hostile() {
  return *rc::gen::element<std::string>(
      "# heading", "* item", "- item", "1. item", "> quote", "| a | b |\n|---|---|\n| 1 | 2 |",
      "```\ncode\n```", "**bold**", "_x_", "[x](https://evil.test)", "[x](javascript:alert(1))",
      "![x](https://evil.test/p.png)", "<https://evil.test>", "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>", "&lt;b&gt;", "h1. title", "{code}x{code}", "{panel}",
      "{color:red}x{color}", "[~admin]", "[~accountid:5b10]", "@admin", "!image.png!",
      "[link|https://evil.test]", "||head||", "|cell|", "----", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-1",
      "${title}", "${finding.url}", "\xE2\x9F\xA6members\xE2\x9F\xA7", "{{x}}", "\\", "\xff", "\x01", "\r\n",
      "\t", "\xE2\x80\xA8", "\xE2\x80\xAE", "bq. x", "{quote}", "??x??", "^x^", "~x~", "-x-", "+x+", "(!)",
      ":)");
}

std::string hostile_line() {
  std::string out;
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) out += hostile() + *rc::gen::element<std::string>("", " ", "\n", "x");
  return out;
}

Finding benign(std::int64_t id) {
  Finding finding = sample_finding(id);
  finding.title = "title";
  finding.asset.name = "asset " + std::to_string(id);
  finding.asset.owner = "owner";
  finding.location.file = "file";
  finding.rule_id = "rule";
  finding.solution = "solution";
  finding.custom = {{"note", "note"}};
  return finding;
}

Finding spoiled(std::int64_t id) {
  Finding finding = benign(id);
  for (std::string* text :
       {&finding.title, &finding.asset.name, &finding.asset.owner, &finding.location.file, &finding.solution})
    *text = std::to_string(id) + "x" + hostile_line() + "x";
  finding.custom = {{"note", "x" + hostile_line() + "x"}};
  return finding;
}

// Which blocks, marks and links a tree is made of, whatever it says.
void skeleton(const std::vector<Inline>& runs, std::string& out) {
  for (const Inline& run : runs) {
    if (run.kind == InlineKind::line_break) out += "/";
    if (run.kind == InlineKind::link) out += "<" + run.href + ">";
    out += run.strong ? "b" : "";
    out += run.emphasis ? "i" : "";
    out += run.code ? "c" : "";
    out += run.strike ? "s" : "";
  }
}
std::string skeleton(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) {
    out += "(" + std::string(name_of(block.kind)) + std::to_string(block.level) + block.id;
    skeleton(block.content, out);
    for (const Cell& cell : block.header) skeleton(cell.content, out += "|");
    for (const Row& row : block.rows)
      for (const Cell& cell : row.cells)
        skeleton(cell.content, out += row.cells.data() == &cell ? "\n|" : "|");
    for (const ListItem& item : block.items) out += skeleton(item.blocks);
    out += skeleton(block.blocks) + ")";
  }
  return out;
}

// Only placeholders that stand for one line: descriptions keep the Markdown of their scanner.
const std::string kTemplate = R"(group_by: asset
summary: "${title} ${asset.name}"
description: |
  # ${title}

  **${asset.name}** and `${solution}` for [${asset.owner}](${finding.url}) and [more](https://x.test/?q=${title})

  - ${custom.note}

  | a | b |
  |---|---|
  | ${title} | ${location.file} |

  > ${solution}

  ${locations.list}

  ${members.table}
)";

RichText description_of(const Policy& policy, const std::vector<Finding>& findings) {
  RenderContext context;
  context.finding_url = [](const Finding&) { return "https://host.test/1"; };
  const Group group{"key", "label", &policy.rules[0], {&findings[0], &findings[1]}};
  return render(policy, group, sample_schema(), context).draft.description;
}

// The address in which a title was put, escaped, is not compared: it is the title's.
std::string without_query(std::string text) {
  for (auto at = text.find("?q="); at != std::string::npos; at = text.find("?q=", at + 3))
    text.erase(at + 3, text.find('>', at) - at - 3);
  return text;
}

bool only_web_links(const std::vector<Block>& blocks) {
  const std::string shape = skeleton(blocks);
  return shape.find("<javascript") == std::string::npos && shape.find("<data:") == std::string::npos &&
         shape.find("<file:") == std::string::npos;
}

}  // namespace

TEST_CASE("what a finding says never becomes markup, a link or a placeholder of the ticket") {
  const Policy policy = policy_with(kTemplate);
  const RichText plain = description_of(policy, {benign(1), benign(2)});
  const std::string expected = without_query(skeleton(plain.blocks));
  const std::string in_adf = without_query(skeleton(jira::from_adf(jira::to_adf(plain)).blocks));
  const std::string in_wiki = without_query(skeleton(jira::from_wiki(jira::to_wiki(plain)).blocks));
  CHECK(rc::check("the same tree", [&] {
    const RichText made = description_of(policy, {spoiled(1), spoiled(2)});
    RC_ASSERT(without_query(skeleton(made.blocks)) == expected);

    const Json adf = jira::to_adf(made);
    RC_ASSERT(jira::testing::adf_breach(adf) == "");
    RC_ASSERT(without_query(skeleton(jira::from_adf(adf).blocks)) == in_adf);
    RC_ASSERT(without_query(skeleton(jira::from_wiki(jira::to_wiki(made)).blocks)) == in_wiki);
  }));
}

TEST_CASE(
    "a scanner's own Markdown keeps its shape and gives no script, no HTML and no address of another kind") {
  const Policy policy = policy_with("description: |\n  ${description}\n\n  ${recommendation}\n");
  CHECK(rc::check("safe Markdown", [&] {
    Finding finding = sample_finding();
    finding.description = hostile_line() + "\n\n" + hostile_line();
    finding.recommendation = hostile_line();
    const RichText made = description_of(policy, {finding, sample_finding(2)});
    RC_ASSERT(only_web_links(made.blocks));
    const Json adf = jira::to_adf(made);
    RC_ASSERT(jira::testing::adf_breach(adf) == "");
    const RichText from_wiki = jira::from_wiki(jira::to_wiki(made));
    RC_ASSERT(only_web_links(from_wiki.blocks));
    // The members' section is one, and ours.
    const auto sections = std::count_if(made.blocks.begin(), made.blocks.end(),
                                        [](const Block& block) { return block.kind == BlockKind::section; });
    RC_ASSERT(sections == 1);
  }));
}

TEST_CASE("in either format the section of the members is found again, and replaced alone") {
  const Policy policy = policy_with(kTemplate);
  CHECK(rc::check("round trip", [&] {
    const RichText made = description_of(policy, {spoiled(1), spoiled(2)});
    for (const RichText& back : {jira::from_adf(jira::to_adf(made)), jira::from_wiki(jira::to_wiki(made))}) {
      const auto sections = std::count_if(back.blocks.begin(), back.blocks.end(), [](const Block& block) {
        return block.kind == BlockKind::section && block.id == "members";
      });
      RC_ASSERT(sections == 1);
    }
  }));
}

TEST_CASE("a text that a spreadsheet would calculate is handed on as the text it is") {
  const Policy policy = policy_with("summary: \"${title}\"\n");
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  findings[0].title = "=HYPERLINK(\"https://evil.test\")";
  const Group group{"key", "label", &policy.rules[0], {&findings[0], &findings[1]}};
  const Rendered rendered = render(policy, group, sample_schema(), {});
  CHECK(rendered.draft.summary == findings[0].title);
}
