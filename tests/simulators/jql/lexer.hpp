// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace itsm::simulators::jql {

struct Token {
  enum class Kind { word, quoted, symbol, end };
  Kind kind = Kind::end;
  std::string text{};
  std::size_t at = 0;  // byte of the query

  bool is_symbol(std::string_view symbol) const { return kind == Kind::symbol && text == symbol; }
  bool is_keyword(std::string_view keyword) const;  // unquoted, in any case
};

// Throws SyntaxError. The last token is the end.
std::vector<Token> tokens_of(std::string_view text);

// " (line 1, character 7)", as Jira closes its messages.
std::string position(std::string_view text, std::size_t at);

}  // namespace itsm::simulators::jql
