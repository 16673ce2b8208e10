// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

// The neutral document tree, made ready for a renderer.
namespace itsm::common {

// What a renderer may rely on afterwards: text is clean (text.hpp) and not empty, line ends in it have become
// line_break runs, neighbouring runs differ in more than their text; every link goes to http, https or mailto
// (others have become text); headings are of level 1 to 6; no block is empty but a section; all rows of a
// table are as long as its longest.
RichText tidy(const RichText& document);

// Blocks as the runs of one cell, each on a line of its own: paragraphs and headings with their marks, others
// as plain text.
std::vector<Inline> runs_of(const std::vector<Block>& blocks);

// Sections stay recognisable in every vendor's format because two lines of text enclose them. Findings cannot
// imitate them: clean() replaces their brackets.
std::string section_start(std::string_view id);
std::string section_end(std::string_view id);

// Of a document that a vendor gave back: each pair of such lines and what stands between them is a section
// again. A line without its other one stays what it is. To be done before tidy, which takes the brackets.
RichText fold_sections(RichText document);

}  // namespace itsm::common
