// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/rich_text.hpp>

#include "plugins/jira/adf.hpp"

// Wiki markup, in which Data Center keeps descriptions, comments and multi-line fields.
namespace itsm::jira {

// The document in wiki markup, no longer than `most` UTF-16 units. Only the tree's structure becomes markup:
// of its texts every character that Jira's renderer could take for markup is escaped. A section is enclosed
// by two lines of text, as in to_adf.
//
// Where the markup does not take a block, what it says stays: in a list item paragraphs are lines, a heading
// is a bold line and a table a line a row; a quote in a quote is one quote.
std::string to_wiki(const RichText& document, std::size_t most = kLongestText);

// What people and other apps wrote, tidy (common::tidy). Never fails: what is no markup is text.
RichText from_wiki(std::string_view markup);

}  // namespace itsm::jira
