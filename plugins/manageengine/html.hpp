// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

// HTML, in which ServiceDesk Plus keeps descriptions, resolutions and notes.
namespace itsm::manageengine {

// ManageEngine documents no limit; this much was never refused, and nobody reads more.
inline constexpr std::size_t kLongestText = 60'000;

// The document as HTML of at most `most` UTF-16 units, in elements that the editor of ServiceDesk Plus makes
// itself. A section is enclosed by two paragraphs of their own (common::section_start, section_end): text
// survives an editor that drops classes and ids.
std::string to_html(const RichText& document, std::size_t most = kLongestText);

// What people and other programs wrote, tidy (common::tidy). Never fails: elements without a counterpart give
// the text that they show.
RichText from_html(std::string_view html);

// The HTML with one section's content replaced, and everything else as it stands, byte for byte. A section
// that is not there is added at the end. invalid_argument where the new content finds no room.
Result<std::string> replace_section(std::string_view html, const SectionChange& change);

}  // namespace itsm::manageengine
