// SPDX-License-Identifier: Apache-2.0
// Documents of every shape as the plugin writes them for both kinds of Jira, one JSON line each, for the
// judges adf.mjs and wiki.mjs, which know what Atlassian's own editor takes.
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "plugins/common/document.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/wiki.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/tree_text.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;

namespace {

void collect_links(const std::vector<Inline>& runs, std::set<std::string>& out) {
  for (const Inline& run : runs)
    if (run.kind == InlineKind::link) out.insert(run.href);
}

void collect_links(const std::vector<Block>& blocks, std::set<std::string>& out) {
  for (const Block& block : blocks) {
    collect_links(block.content, out);
    collect_links(block.blocks, out);
    for (const ListItem& item : block.items) collect_links(item.blocks, out);
    for (const Cell& cell : block.header) collect_links(cell.content, out);
    for (const Row& row : block.rows)
      for (const Cell& cell : row.cells) collect_links(cell.content, out);
  }
}

}  // namespace

TEST_CASE("documents of every shape are written down for the judges", "[evidence]") {
  std::ofstream file(ITSM_MARKUP_SAMPLES, std::ios::trunc);
  CHECK(rc::check([&] {
    const RichText tree = common::tidy(*itsm::testing::any_document());
    const std::string wiki = jira::to_wiki(tree);
    std::set<std::string> links;
    collect_links(tree.blocks, links);
    const bool whole = jira::to_wiki(tree, 100 * jira::kLongestText) == wiki;
    file << dump({{"adf", jira::to_adf(tree)},
                  {"wiki", wiki},
                  {"whole", whole},
                  {"letters", jira::testing::letters_of(tree.blocks)},
                  {"links", links}})
         << '\n';
  }));
  file.flush();
  CHECK(file.good());
}
