// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

namespace itsm::host::policy {

// Markdown (CommonMark with tables and strike-through) as the neutral tree. HTML becomes text, an image its
// description; links keep whatever target they name, see make_safe. Nesting beyond 8 levels is flattened. Any
// text gives a tree.
std::vector<Block> parse_markdown(std::string_view source);

// What every tree that leaves this room has been through: links other than http, https and mailto become
// text, runs have no line breaks and no control characters, empty runs and blocks are gone, tables are
// rectangular.
void make_safe(std::vector<Block>& blocks);

}  // namespace itsm::host::policy
