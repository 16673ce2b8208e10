// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

// ServiceNow's texts are plain: descriptions, journals and long strings.
namespace itsm::servicenow {

// The tree as text of at most so many UTF-16 units. Sections stand between their two lines.
std::string write_text(const RichText& document, std::size_t most);
// Paragraphs, and sections where their lines stand.
RichText read_text(std::string_view text);

// The text with another content of one section; a text without it gets it at its end. All else stays byte for
// byte. The content is cut where the whole would be too long; invalid_argument where even an empty section
// finds no room.
Result<std::string> replace_section(std::string_view text, const SectionChange& change, std::size_t most);

}  // namespace itsm::servicenow
