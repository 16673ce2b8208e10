// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/members.hpp"

#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

Block section(const std::string& id, const std::string& words) {
  Block block;
  block.kind = BlockKind::section;
  block.id = id;
  block.blocks = {paragraph({text(words)})};
  return block;
}

Json json(const std::vector<Block>& blocks) { return to_document(RichText{blocks}); }

}  // namespace

TEST_CASE("replacing a section changes that section and nothing else, and doing it again changes nothing") {
  CHECK(rc::check("only the section", [] {
    std::vector<Block> document;
    const int count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i)
      document.push_back(*rc::gen::element(paragraph({text("own words")}), heading(2, {text("Title")}),
                                           section("other", "x"), section("members", "old")));
    std::vector<Block> changed = document;
    replace_section(changed, section("members", "new"));
    const auto is_members = [](const Block& block) { return block.id == "members"; };
    const auto place = std::find_if(document.begin(), document.end(), is_members) - document.begin();
    RC_ASSERT(changed.size() ==
              document.size() + (place == static_cast<std::ptrdiff_t>(document.size()) ? 1U : 0U));
    for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(changed.size()); ++i)
      RC_ASSERT(json({changed[static_cast<std::size_t>(i)]}) ==
                json({i == place ? section("members", "new") : document[static_cast<std::size_t>(i)]}));
    std::vector<Block> again = changed;
    replace_section(again, section("members", "new"));
    RC_ASSERT(json(again) == json(changed));
  }));
}

TEST_CASE("a finding that joins or leaves a group changes the section of its members") {
  const Policy policy = policy_with("disclosure: {never: [asset.name]}\n");
  std::vector<Finding> findings{sample_finding(1)};
  const auto members = [&] {
    return to_plain_text(members_of(policy, group(policy, findings).at(0)).content);
  };
  CHECK(members() == "Severity | Finding | Where\ncritical | SQL injection in login | src/Login.java:42");
  findings.push_back(sample_finding(2));
  findings[1].location.file = "src/Other.java";
  CHECK(members() ==
        "Severity | Finding | Where\ncritical | SQL injection in login | src/Login.java:42\n"
        "critical | SQL injection in login | src/Other.java:42");
  const SectionChange change = members_of(policy, group(policy, findings).at(0));
  CHECK(change.id == "members");

  // The same blocks as in the ticket that was made.
  const Rendered rendered = render(policy, group(policy, findings).at(0), sample_schema(), {});
  CHECK(json(rendered.draft.description.blocks.back().blocks) == to_document(change.content));
}
