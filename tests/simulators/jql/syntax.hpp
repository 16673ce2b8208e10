// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// JQL as text: the part of Jira's query language that integrations use, parsed into a tree. What the names
// mean is not known here.
namespace itsm::simulators::jql {

// In Jira's words.
class SyntaxError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Operand {
  enum class Kind { word, quoted, list, function, empty };
  Kind kind = Kind::word;
  std::string text{};            // of a word, quoted text, or the name of a function
  std::vector<Operand> items{};  // of a list, or the arguments of a function
};

enum class Operator {
  equals,
  differs,
  less,
  at_most,
  greater,
  at_least,
  matches,
  matches_not,
  in,
  not_in,
  is,
  is_not
};

std::string_view name_of(Operator op);

struct Condition {
  std::string field{};
  Operator op = Operator::equals;
  Operand operand{};
};

struct Node {
  enum class Kind { all_of, any_of, negation, condition };
  Kind kind = Kind::condition;
  std::vector<Node> children{};  // of all_of and any_of; one for a negation
  Condition condition{};
};

struct Ordering {
  std::string field{};
  bool descending = false;
};

struct Query {
  std::vector<Node> where{};  // none or one
  std::vector<Ordering> order{};
};

// Throws SyntaxError.
Query parse(std::string_view text);

}  // namespace itsm::simulators::jql
