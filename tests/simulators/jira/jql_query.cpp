// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/jql_query.hpp"

#include <algorithm>
#include <memory>

#include "tests/simulators/jira/jql_clause.hpp"

namespace itsm::simulators::jira {
namespace {

using jql::Operand;
using jql::Operator;

class Understanding {
 public:
  Understanding(const Site& site, const User* caller)
      : site_(site), caller_(caller), zone_(caller == nullptr ? "UTC" : caller->time_zone) {}

  Predicate predicate(const jql::Node& node) const {
    using Kind = jql::Node::Kind;
    if (node.kind == Kind::condition) return condition(node.condition);
    std::vector<Predicate> parts;
    for (const auto& child : node.children) parts.push_back(predicate(child));
    if (node.kind == Kind::negation)
      return [part = parts.front()](const Issue& issue) { return !part(issue); };
    const bool all = node.kind == Kind::all_of;
    return [parts, all](const Issue& issue) {
      const auto holds = [&](const Predicate& part) { return part(issue); };
      return all ? std::all_of(parts.begin(), parts.end(), holds)
                 : std::any_of(parts.begin(), parts.end(), holds);
    };
  }

  Comparison comparison(const jql::Ordering& ordering) const {
    const auto clause = jql_clause(ordering.field, site_, caller_);
    const int sign = ordering.descending ? -1 : 1;
    const auto three_way = [sign](const auto& a, const auto& b) { return a < b ? -sign : b < a ? sign : 0; };
    if (clause.time)
      return [=](const Issue& a, const Issue& b) { return three_way(clause.time(a), clause.time(b)); };
    if (clause.rank)
      return [=](const Issue& a, const Issue& b) { return three_way(clause.rank(a), clause.rank(b)); };
    if (clause.values)
      return [=](const Issue& a, const Issue& b) { return three_way(clause.values(a), clause.values(b)); };
    return [=](const Issue& a, const Issue& b) {
      return three_way(lower(clause.text(a)), lower(clause.text(b)));
    };
  }

 private:
  [[noreturn]] static void unfit(Operator op, const Clause& clause) {
    throw refusal(400, "The operator '" + std::string(jql::name_of(op)) + "' is not supported by the '" +
                           clause.name + "' field.");
  }

  Predicate condition(const jql::Condition& condition) const {
    const auto clause = jql_clause(condition.field, site_, caller_);
    const auto op = condition.op;
    const bool is_empty = condition.operand.kind == Operand::Kind::empty;
    if (op == Operator::is || op == Operator::is_not ||
        (is_empty && (op == Operator::equals || op == Operator::differs))) {
      if (!is_empty)
        throw refusal(400, "The operator '" + std::string(jql::name_of(op)) +
                               "' does not support the value '" + condition.operand.text + "' for field '" +
                               clause.name + "'.");
      return emptiness(clause, op == Operator::is || op == Operator::equals);
    }
    if (op == Operator::matches || op == Operator::matches_not) return text_match(clause, condition);
    if (clause.time) return time_match(clause, condition);
    if (op == Operator::less || op == Operator::at_most || op == Operator::greater ||
        op == Operator::at_least)
      return rank_match(clause, condition);
    return value_match(clause, condition);
  }

  static Predicate emptiness(const Clause& clause, bool wanted) {
    return [clause, wanted](const Issue& issue) {
      const bool empty = clause.time     ? !clause.time(issue)
                         : clause.values ? clause.values(issue).empty()
                                         : clause.text(issue).empty();
      return empty == wanted;
    };
  }

  static Predicate text_match(const Clause& clause, const jql::Condition& condition) {
    if (!clause.text) unfit(condition.op, clause);
    // Words in any order; quotes inside the operand ask for the phrase.
    auto wanted = condition.operand.text;
    Values parts;
    if (wanted.size() > 1 && wanted.front() == '"' && wanted.back() == '"')
      parts.push_back(wanted.substr(1, wanted.size() - 2));
    else
      parts = split(wanted, ' ');
    const bool positive = condition.op == Operator::matches;
    return [clause, parts, positive](const Issue& issue) {
      const auto text = clause.text(issue);
      const bool found = std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
        return contains_word(text, part.ends_with('*') ? part.substr(0, part.size() - 1) : part);
      });
      return positive ? found : !text.empty() && !found;
    };
  }

  Predicate time_match(const Clause& clause, const jql::Condition& condition) const {
    const auto op = condition.op;
    std::vector<Time> moments;
    const auto add = [&](const Operand& operand) {
      moments.push_back(moment_of(operand, clause.name, site_.now(), zone_));
    };
    if (condition.operand.kind == Operand::Kind::list)
      for (const auto& item : condition.operand.items) add(item);
    else
      add(condition.operand);
    return [clause, op, moments](const Issue& issue) {
      const auto time = clause.time(issue);
      if (!time) return false;
      switch (op) {
        case Operator::less:
          return *time < moments.front();
        case Operator::at_most:
          return *time <= moments.front();
        case Operator::greater:
          return *time > moments.front();
        case Operator::at_least:
          return *time >= moments.front();
        default: {
          const bool among = std::find(moments.begin(), moments.end(), *time) != moments.end();
          return op == Operator::equals || op == Operator::in ? among : !among;
        }
      }
    };
  }

  static Predicate rank_match(const Clause& clause, const jql::Condition& condition) {
    if (!clause.rank) unfit(condition.op, clause);
    const auto limit = clause.rank_of(condition.operand.text);
    return [clause, limit, op = condition.op](const Issue& issue) {
      const auto rank = clause.rank(issue);
      if (!rank) return false;
      switch (op) {
        case Operator::less:
          return *rank < limit;
        case Operator::at_most:
          return *rank <= limit;
        case Operator::greater:
          return *rank > limit;
        default:
          return *rank >= limit;
      }
    };
  }

  Predicate value_match(const Clause& clause, const jql::Condition& condition) const {
    if (!clause.values || !clause.equality) unfit(condition.op, clause);
    Values wanted;
    bool wants_empty = false;
    const auto add = [&](const Operand& operand) {
      if (operand.kind == Operand::Kind::empty) {
        wants_empty = true;
      } else if (operand.kind == Operand::Kind::function) {
        const auto found = function_values(operand, clause);
        wanted.insert(wanted.end(), found.begin(), found.end());
      } else {
        const auto found = clause.resolve(operand.text);
        wanted.insert(wanted.end(), found.begin(), found.end());
      }
    };
    if (condition.operand.kind == Operand::Kind::list)
      for (const auto& item : condition.operand.items) add(item);
    else
      add(condition.operand);
    const bool positive = condition.op == Operator::equals || condition.op == Operator::in;
    return [clause, wanted, wants_empty, positive](const Issue& issue) {
      const auto values = clause.values(issue);
      if (values.empty())
        return wants_empty && positive;  // a negative condition does not find what has no value
      const bool found = std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
      });
      return found == positive;
    };
  }

  Values function_values(const Operand& operand, const Clause& clause) const {
    const bool person = clause.name == "assignee" || clause.name == "reporter" || clause.name == "creator";
    if (person && same_word(operand.text, "currentUser"))
      return {caller_ == nullptr ? std::string() : caller_->account_id};
    const bool standard = same_word(operand.text, "standardIssueTypes");
    if ((same_word(clause.name, "issuetype") || same_word(clause.name, "type")) &&
        (standard || same_word(operand.text, "subTaskIssueTypes"))) {
      Values types;
      for (const auto& [id, type] : site_.world().issue_types)
        if (type.subtask() != standard) types.push_back(id);
      return types;
    }
    throw refusal(400, "Unable to find JQL function '" + operand.text + "()'.");
  }

  const Site& site_;
  const User* caller_;
  std::string zone_;
};

}  // namespace

JqlQuery understand(const jql::Query& query, const Site& site, const User* caller) {
  constexpr std::size_t kOrderLimit = 7;
  if (query.order.size() > kOrderLimit)
    throw refusal(400, "The maximum number of fields to order by is " + std::to_string(kOrderLimit) + ".");
  const auto understanding = std::make_shared<Understanding>(site, caller);
  JqlQuery out;
  out.bounded = !query.where.empty();
  out.matches = [understanding, part = out.bounded ? understanding->predicate(query.where.front())
                                                   : Predicate([](const Issue&) { return true; })](
                    const Issue& issue) { return part(issue); };
  std::vector<Comparison> orders;
  for (const auto& ordering : query.order) orders.push_back(understanding->comparison(ordering));
  out.order = [understanding, orders](const Issue& a, const Issue& b) {
    for (const auto& order : orders)
      if (const int outcome = order(a, b); outcome != 0) return outcome;
    return a.id > b.id ? -1 : a.id < b.id ? 1 : 0;
  };
  return out;
}

}  // namespace itsm::simulators::jira
