// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/rich_text.hpp>

// The Atlassian Document Format, in which Cloud keeps descriptions, comments and multi-line fields.
namespace itsm::jira {

// Longest description or comment that Jira takes, in UTF-16 units.
inline constexpr std::size_t kLongestText = 32'767;

// The document in the Atlassian Document Format, cut to at most `most` units. A section of the document is
// enclosed by two paragraphs of their own (common::section_start, section_end): unlike an expand node it
// stays open for readers and may hold tables, and unlike a node's attributes the lines survive Jira's editor.
//
// Where the format does not take a block, what it says stays: inside lists and quotes a heading is a bold
// paragraph and a table one paragraph a row.
Json to_adf(const RichText& document, std::size_t most = kLongestText);

// What people and other apps wrote, tidy (common::tidy). Never fails: a node without a counterpart gives the
// text that it shows, such as the name of a mentioned person, and what shows nothing is left out.
RichText from_adf(const Json& document);

// All text that a node shows, line breaks included.
std::string text_of_adf(const Json& node);

}  // namespace itsm::jira
