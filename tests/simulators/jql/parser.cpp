// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>

#include "tests/simulators/http/message.hpp"
#include "tests/simulators/jql/lexer.hpp"
#include "tests/simulators/jql/syntax.hpp"

namespace itsm::simulators::jql {
namespace {

constexpr std::size_t kMaxDepth = 100;

constexpr std::array<std::pair<std::string_view, Operator>, 8> kSymbolOperators{{
    {"=", Operator::equals},
    {"!=", Operator::differs},
    {"<", Operator::less},
    {"<=", Operator::at_most},
    {">", Operator::greater},
    {">=", Operator::at_least},
    {"~", Operator::matches},
    {"!~", Operator::matches_not},
}};

// Recursive descent over
//   query := [any] ["order" "by" field ["asc" | "desc"] {"," ...}]
//   any   := all {("or" | "|" | "||") all}        all := not {("and" | "&" | "&&") not}
//   not   := ("not" | "!") not | "(" any ")" | field operator operand
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

  Query query() {
    Query out;
    if (!at_order() && peek().kind != Token::Kind::end) out.where.push_back(any());
    if (at_order()) out.order = order();
    if (peek().kind != Token::Kind::end)
      fail("Expecting either 'OR' or 'AND' but got '" + peek().text + "'.");
    return out;
  }

 private:
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token take() { return tokens_[at_ < tokens_.size() - 1 ? at_++ : at_]; }
  bool at_order() const { return peek().is_keyword("order") && peek(1).is_keyword("by"); }
  bool accept(std::string_view keyword, std::string_view symbol, std::string_view other) {
    const bool found = peek().is_keyword(keyword) || peek().is_symbol(symbol) || peek().is_symbol(other);
    if (found) take();
    return found;
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw SyntaxError("Error in the JQL Query: " + what + position(text_, peek().at));
  }

  Node any() {
    if (++depth_ > kMaxDepth) fail("The query is nested too deeply.");
    auto out = list(
        Node::Kind::any_of, [this] { return all(); }, [this] { return accept("or", "||", "|"); });
    --depth_;
    return out;
  }
  Node all() {
    return list(
        Node::Kind::all_of, [this] { return negation(); }, [this] { return accept("and", "&&", "&"); });
  }
  template <class Part, class More>
  Node list(Node::Kind kind, Part part, More more) {
    auto first = part();
    if (!more()) return first;
    Node out{kind, {}, {}};
    out.children.push_back(std::move(first));
    do out.children.push_back(part());
    while (more());
    return out;
  }
  Node negation() {
    if (accept("not", "!", "!")) {
      if (++depth_ > kMaxDepth) fail("The query is nested too deeply.");
      Node out{Node::Kind::negation, {}, {}};
      out.children.push_back(negation());
      --depth_;
      return out;
    }
    if (peek().is_symbol("(")) {
      take();
      auto inner = any();
      if (!peek().is_symbol(")")) fail("Expecting ')' before the end of the query.");
      take();
      return inner;
    }
    return {Node::Kind::condition, {}, condition()};
  }

  std::string field() {
    if (peek().kind != Token::Kind::word && peek().kind != Token::Kind::quoted)
      fail(peek().kind == Token::Kind::end ? "Expecting a field name at the end of the query."
                                           : "Expecting a field name but got '" + peek().text +
                                                 "'. You must surround it in quotation marks to use it "
                                                 "as a field name.");
    auto name = take().text;
    if (same_word(name, "cf") && peek().is_symbol("[")) {
      take();
      name += "[" + take().text + "]";
      if (!peek().is_symbol("]")) fail("Expecting ']'.");
      take();
    }
    return name;
  }

  Operator op() {
    for (const auto& [symbol, op] : kSymbolOperators) {
      if (!peek().is_symbol(symbol)) continue;
      take();
      return op;
    }
    if (accept("in", "in", "in")) return Operator::in;
    if (accept("is", "is", "is")) return accept("not", "not", "not") ? Operator::is_not : Operator::is;
    if (peek().is_keyword("not") && peek(1).is_keyword("in")) {
      take();
      take();
      return Operator::not_in;
    }
    fail((peek().kind == Token::Kind::end ? std::string("Expecting operator before the end of the query.")
                                          : "Expecting operator but got '" + peek().text + "'.") +
         " The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS "
         "NOT'.");
  }

  Condition condition() {
    Condition out;
    out.field = field();
    out.op = op();
    const bool wants_list = out.op == Operator::in || out.op == Operator::not_in;
    out.operand = operand();
    const auto kind = out.operand.kind;
    if (wants_list && kind != Operand::Kind::list && kind != Operand::Kind::function)
      throw SyntaxError("Operator '" + std::string(name_of(out.op)) +
                        "' does not support the non-list value '\"" + out.operand.text + "\"' for field '" +
                        out.field + "'.");
    if (!wants_list && kind == Operand::Kind::list)
      throw SyntaxError("Operator '" + std::string(name_of(out.op)) +
                        "' does not support list values for field '" + out.field + "'.");
    return out;
  }

  Operand operand() {
    if (peek().is_symbol("(")) return {Operand::Kind::list, "", items()};
    if (peek().kind == Token::Kind::quoted) return {Operand::Kind::quoted, take().text, {}};
    if (peek().kind != Token::Kind::word) {
      fail(peek().kind == Token::Kind::end
               ? "Expecting either a value, list or function before the end of the query."
               : "Expecting either a value, list or function but got '" + peek().text + "'.");
    }
    if (peek().is_keyword("empty") || peek().is_keyword("null")) {
      take();
      return {Operand::Kind::empty, "", {}};
    }
    auto word = take().text;
    if (!peek().is_symbol("(")) return {Operand::Kind::word, std::move(word), {}};
    return {Operand::Kind::function, std::move(word), items()};
  }

  std::vector<Operand> items() {
    take();  // (
    std::vector<Operand> out;
    while (!peek().is_symbol(")")) {
      if (!out.empty()) {
        if (!peek().is_symbol(",")) fail("Expecting ',' or ')'.");
        take();
      }
      if (peek().is_symbol("(")) fail("Lists cannot be nested.");
      out.push_back(operand());
    }
    take();
    return out;
  }

  std::vector<Ordering> order() {
    take();
    take();
    std::vector<Ordering> out;
    do {
      if (!out.empty()) take();  // ,
      out.push_back({field(), false});
      if (peek().is_keyword("asc"))
        take();
      else if (peek().is_keyword("desc")) {
        take();
        out.back().descending = true;
      }
    } while (peek().is_symbol(","));
    return out;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

std::string_view name_of(Operator op) {
  for (const auto& [symbol, candidate] : kSymbolOperators)
    if (candidate == op) return symbol;
  switch (op) {
    case Operator::in:
      return "in";
    case Operator::not_in:
      return "not in";
    case Operator::is:
      return "is";
    default:
      return "is not";
  }
}

Query parse(std::string_view text) { return Parser(text).query(); }

}  // namespace itsm::simulators::jql
