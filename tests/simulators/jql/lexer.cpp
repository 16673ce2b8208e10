// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jql/lexer.hpp"

#include <array>
#include <cctype>

#include "tests/simulators/http/message.hpp"
#include "tests/simulators/jql/syntax.hpp"

namespace itsm::simulators::jql {
namespace {

// Longer symbols first.
constexpr std::array<std::string_view, 18> kSymbols{"!=", "!~", "<=", ">=", "&&", "||", "=", "<", ">",
                                                    "~",  "!",  "(",  ")",  ",",  "&",  "|", "[", "]"};
// Characters that JQL keeps for itself: a value with one of them must be quoted.
constexpr std::string_view kReserved = "{}*/%^$#@?;`\\";

bool ends_word(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("!=<>~()&|,[]\"'").find(c) != std::string_view::npos;
}

std::string quoted(std::string_view text, std::size_t& at) {
  const auto start = at;
  const char quote = text[at++];
  std::string out;
  for (; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    out.push_back(text[at]);
  }
  if (at == text.size())
    throw SyntaxError("Error in the JQL Query: The quoted string '" + out + "' has not been completed." +
                      position(text, start));
  ++at;
  return out;
}

}  // namespace

bool Token::is_keyword(std::string_view keyword) const {
  return kind == Kind::word && same_word(text, keyword);
}

std::string position(std::string_view text, std::size_t at) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < at && i < text.size(); ++i) {
    ++column;
    if (text[i] == '\n') {
      ++line;
      column = 1;
    }
  }
  return " (line " + std::to_string(line) + ", character " + std::to_string(column) + ")";
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    if (std::isspace(static_cast<unsigned char>(text[at])) != 0) {
      ++at;
      continue;
    }
    const auto start = at;
    if (text[at] == '"' || text[at] == '\'') {
      tokens.push_back({Token::Kind::quoted, quoted(text, at), start});
      continue;
    }
    const auto* symbol = kSymbols.begin();
    while (symbol != kSymbols.end() && !text.substr(at).starts_with(*symbol)) ++symbol;
    if (symbol != kSymbols.end()) {
      tokens.push_back({Token::Kind::symbol, std::string(*symbol), start});
      at += symbol->size();
      continue;
    }
    while (at < text.size() && !ends_word(text[at])) {
      if (kReserved.find(text[at]) != std::string_view::npos)
        throw SyntaxError("Error in the JQL Query: The character '" + std::string(1, text[at]) +
                          "' is a reserved JQL character. You must enclose it in a string or escape it." +
                          position(text, at));
      ++at;
    }
    tokens.push_back({Token::Kind::word, std::string(text.substr(start, at - start)), start});
  }
  tokens.push_back({Token::Kind::end, "", text.size()});
  return tokens;
}

}  // namespace itsm::simulators::jql
