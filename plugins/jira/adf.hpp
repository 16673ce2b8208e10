// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/rich_text.hpp>

namespace itsm::jira {

// Longest description or comment that Jira takes, in UTF-16 units.
inline constexpr std::size_t kLongestText = 32'767;

// The document in the Atlassian Document Format, cut to Jira's limit. A section of the document is enclosed
// by two paragraphs of their own (common::section_start, section_end): unlike an expand node it stays open
// for readers and may hold tables, and unlike a node's attributes the lines survive Jira's editor.
//
// Where the format does not take a block, what it says stays: inside lists and quotes a heading is a bold
// paragraph and a table one paragraph a row.
Json to_adf(const RichText& document);

}  // namespace itsm::jira
