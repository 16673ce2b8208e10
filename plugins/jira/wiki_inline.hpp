// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

namespace itsm::jira {

// What the text of a paragraph, heading, item or cell of wiki markup shows: marks, links, mentions, forced
// line ends, escapes and character references. Line ends are line breaks. Knows no macros but those that mark
// text; the braces of others are text.
std::vector<Inline> read_wiki_line(std::string_view markup);

}  // namespace itsm::jira
