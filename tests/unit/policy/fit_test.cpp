// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/fit.hpp"

#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/text_length.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::policy;

namespace {

Block members(std::size_t rows) {
  Block table;
  table.kind = BlockKind::table;
  table.header = {{{text("Finding")}}};
  for (std::size_t i = 0; i < rows; ++i)
    table.rows.push_back({{{{text("finding number " + std::to_string(i))}}}});
  Block section;
  section.kind = BlockKind::section;
  section.id = "members";
  section.blocks = {table};
  return section;
}

const std::vector<std::string> kLinks{"https://t.test/1"};

}  // namespace

TEST_CASE("a text within the limit is left alone") {
  std::vector<Block> blocks{paragraph({text("short")})};
  CHECK(fit(blocks, {"description", 5, LengthUnit::utf16}, kLinks).empty());
  CHECK(to_plain_text({blocks}) == "short");
}

TEST_CASE("whole blocks are left out, link and members stay") {
  std::vector<Block> blocks;
  for (int i = 0; i < 10; ++i) blocks.push_back(paragraph({text(std::string(100, 'x'))}));
  blocks.push_back(paragraph({link("Open", kLinks[0])}));
  blocks.push_back(members(2));
  const std::string note = fit(blocks, {"description", 500, LengthUnit::utf16}, kLinks);
  CHECK(note == "the description is longer than 500 utf16; 7 blocks are cut or left out");
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[2].content[0].text.size() == 100);
  CHECK(blocks[3].content[0].text ==
        "(cut to what the ticket system takes; the whole text is in the finding)");
  CHECK(blocks[4].content[0].href == kLinks[0]);
  CHECK(blocks[5].id == "members");
}

TEST_CASE("of members that are still too many, rows go and are counted") {
  std::vector<Block> blocks{members(100)};
  const std::string note = fit(blocks, {"description", 400, LengthUnit::utf16}, kLinks);
  CHECK(note.find("rows of the members") != std::string::npos);
  REQUIRE(blocks.size() == 1);
  const std::size_t rows = blocks[0].blocks[0].rows.size();
  CHECK(rows > 1);
  CHECK(blocks[0].blocks[1].content[0].text == "and " + std::to_string(100 - rows) + " more");
  CHECK(length_of(to_plain_text({blocks}), LengthUnit::utf16) <= 400);
}

TEST_CASE("of one paragraph that is too long the beginning stays") {
  std::vector<Block> blocks{paragraph({text("begin" + std::string(5000, 'x'))})};
  fit(blocks, {"description", 300, LengthUnit::utf16}, kLinks);
  CHECK(to_plain_text({blocks}).starts_with("beginxxx"));
  CHECK(length_of(to_plain_text({blocks}), LengthUnit::utf16) <= 300);
}

TEST_CASE("whatever the text, the result is within the limit") {
  CHECK(rc::check("fit", [] {
    std::vector<Block> blocks;
    const int count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) {
      const auto words =
          *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a ", "é", "😀", "€ "));
      std::string content = "x";
      for (const auto& word : words) content += word;
      blocks.push_back(paragraph({text(content)}));
    }
    if (*rc::gen::arbitrary<bool>()) blocks.push_back(paragraph({link("Open", kLinks[0])}));
    if (*rc::gen::arbitrary<bool>())
      blocks.push_back(members(static_cast<std::size_t>(*rc::gen::inRange(0, 30))));
    const Limit limit{"description", static_cast<std::size_t>(*rc::gen::inRange(1, 600)),
                      *rc::gen::element(LengthUnit::bytes, LengthUnit::utf16, LengthUnit::code_points)};
    const bool fitted = length_of(to_plain_text({blocks}), limit.unit) <= limit.most;
    RC_ASSERT(fit(blocks, limit, kLinks).empty() == fitted);
    RC_ASSERT(length_of(to_plain_text({blocks}), limit.unit) <= limit.most);
  }));
}
