// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

// Macros with a body, which Jira's renderer takes out of the text before anything else looks at it: {code},
// {noformat}, {quote} and {panel}. In the text that is left a place of two control characters stands for
// each.
namespace itsm::jira {

// The text with its macros set aside as blocks; `depth` is how many quotes stand around it already.
std::string set_macros_aside(std::string_view markup, std::vector<Block>& macros, int depth);

// A piece of such a text: either words, or a macro by its number.
struct MacroPiece {
  std::string_view text{};
  std::optional<std::size_t> macro{};
};
std::vector<MacroPiece> pieces_of(std::string_view text);

// Markup without the characters that hold places.
std::string without_places(std::string_view markup);

// The blocks of such markup, for the bodies of quotes and panels.
std::vector<Block> read_wiki_blocks(std::string_view markup, int depth);

}  // namespace itsm::jira
