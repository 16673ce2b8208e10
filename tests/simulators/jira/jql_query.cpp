// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/jql_query.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "tests/simulators/jira/adf.hpp"

namespace itsm::simulators::jira {
namespace {

using jql::Operand;
using jql::Operator;
using Values = std::vector<std::string>;

// A field of a query: what issues have in it, in words that can be compared, and how an operand is read.
struct Clause {
  std::string name{};                                         // as the query wrote it
  std::function<Values(const Issue&)> values{};               // canonical; empty: no value
  std::function<Values(const std::string&)> resolve{};        // an operand's canonical forms; throws Refusal
  std::function<std::optional<Time>(const Issue&)> time{};    // of a date field
  std::function<std::string(const Issue&)> text{};            // of a field that ~ searches
  std::function<std::optional<double>(const Issue&)> rank{};  // of what can be ordered and compared with <
  std::function<double(const std::string&)> rank_of{};        // of an operand
  bool equality = true;
};

class Understanding {
 public:
  Understanding(const Site& site, const User* caller)
      : site_(site),
        world_(site.world()),
        caller_(caller),
        zone_(caller == nullptr ? "UTC" : caller->time_zone) {}

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
    const auto clause = this->clause(ordering.field);
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
  static Refusal unknown_value(const std::string& value, const std::string& field) {
    return refusal(400, "The value '" + value + "' does not exist for the field '" + field + "'.");
  }

  Predicate condition(const jql::Condition& condition) const {
    const auto clause = this->clause(condition.field);
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
        wanted.push_back(function_value(operand, clause));
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

  std::string function_value(const Operand& operand, const Clause& clause) const {
    const bool person = clause.name == "assignee" || clause.name == "reporter" || clause.name == "creator";
    if (!person || !same_word(operand.text, "currentUser"))
      throw refusal(400, "Unable to find JQL function '" + operand.text + "()'.");
    return caller_ == nullptr ? std::string() : caller_->account_id;
  }

  // Values of a field of the issue as they are stored, references as ids.
  static Values stored(const Issue& issue, const std::string& field) {
    const auto found = issue.fields.find(field);
    if (found == issue.fields.end()) return {};
    if (!found->second.is_array())
      return {found->second.is_string() ? found->second.get<std::string>() : text_of(found->second)};
    Values out;
    for (const auto& element : found->second) out.push_back(element.get<std::string>());
    return out;
  }

  // A reference to one of the site's named things, by id or name.
  template <class T>
  Clause named(const std::string& field, const std::map<std::string, T>& things,
               std::function<Values(const Issue&)> values) const {
    Clause clause{field, std::move(values), {}, {}, {}, {}, {}};
    clause.resolve = [&things, field](const std::string& text) {
      Values ids;
      for (const auto& [id, thing] : things)
        if (id == text || same_word(thing.name, text)) ids.push_back(id);
      if (ids.empty()) throw unknown_value(text, field);
      return ids;
    };
    return clause;
  }

  static Values one(const std::string& value) { return value.empty() ? Values{} : Values{value}; }

  Clause clause(const std::string& written) const {
    const auto name = lower(written);
    if (name == "project") {
      return {written,
              [](const Issue& issue) { return Values{issue.project}; },
              [this, written](const std::string& text) {
                for (const auto& project : world_.projects)
                  if ((project.id == text || same_word(project.key, text) || same_word(project.name, text)) &&
                      site_.may(caller_, project, "BROWSE_PROJECTS"))
                    return Values{project.id};
                throw unknown_value(text, written);
              },
              {},
              {},
              {},
              {}};
    }
    if (name == "key" || name == "issuekey" || name == "issue" || name == "id") return key_clause(written);
    if (name == "labels") {
      return {written,
              [](const Issue& issue) {
                auto labels = stored(issue, "labels");
                for (auto& label : labels) label = lower(label);
                return labels;
              },
              [](const std::string& text) { return Values{lower(text)}; },
              {},
              {},
              {},
              {}};
    }
    if (name == "status")
      return named(written, world_.statuses, [](const Issue& issue) { return Values{issue.status}; });
    if (name == "statuscategory") return category_clause(written);
    if (name == "issuetype" || name == "type")
      return named(written, world_.issue_types, [](const Issue& issue) { return Values{issue.type}; });
    if (name == "priority") return priority_clause(written);
    if (name == "resolution") return resolution_clause(written);
    if (name == "assignee" || name == "reporter" || name == "creator") return person_clause(name);
    if (name == "parent") return other_issue_clause(written, name);
    if (name == "component") return part_clause(written, "components", &Project::components);
    if (name == "fixversion") return part_clause(written, "fixVersions", &Project::versions);
    if (name == "affectedversion") return part_clause(written, "versions", &Project::versions);
    if (name == "created")
      return {written, {}, {}, [](const Issue& issue) { return std::optional(issue.created); }, {}, {}, {}};
    if (name == "updated")
      return {written, {}, {}, [](const Issue& issue) { return std::optional(issue.updated); }, {}, {}, {}};
    if (name == "resolved" || name == "resolutiondate")
      return {written, {}, {}, [](const Issue& issue) { return issue.resolved; }, {}, {}, {}};
    if (name == "due" || name == "duedate") return date_clause(written, "duedate");
    if (name == "summary" || name == "description" || name == "text" || name == "comment")
      return text_clause(written, name);
    for (const auto& [id, field] : world_.fields)
      if (field.custom() && (same_word(field.name, written) || name == "cf[" + id.substr(12) + "]"))
        return custom_clause(written, field);
    throw refusal(400, "Field '" + written + "' does not exist or you do not have permission to view it.");
  }

  Clause key_clause(const std::string& written) const {
    const auto rank_of = [this, written](const std::string& text) {
      const auto* issue = site_.find(text);
      if (issue == nullptr || !site_.may_see(caller_, *issue))
        throw refusal(400, "An issue with key '" + text + "' does not exist for field '" + written + "'.");
      return static_cast<double>(issue->id);
    };
    return {written,
            [](const Issue& issue) { return Values{std::to_string(issue.id)}; },
            [rank_of](const std::string& text) {
              return Values{std::to_string(static_cast<std::uint64_t>(rank_of(text)))};
            },
            {},
            {},
            [](const Issue& issue) { return std::optional(static_cast<double>(issue.id)); },
            rank_of};
  }

  // A field that holds another issue.
  Clause other_issue_clause(const std::string& written, const std::string& field) const {
    auto clause = key_clause(written);
    clause.values = [field](const Issue& issue) { return one(issue.text(field)); };
    clause.rank = {};
    return clause;
  }

  Clause category_clause(const std::string& written) const {
    return {written,
            [this](const Issue& issue) { return Values{world_.status(issue.status).category}; },
            [written](const std::string& text) {
              constexpr std::array<std::array<std::string_view, 3>, 3> kNames{
                  {{"new", "To Do", "2"}, {"indeterminate", "In Progress", "4"}, {"done", "Done", "3"}}};
              for (const auto& names : kNames)
                if (std::any_of(names.begin(), names.end(), [&](auto n) { return same_word(n, text); }))
                  return Values{std::string(names.front())};
              throw unknown_value(text, written);
            },
            {},
            {},
            {},
            {}};
  }

  Clause priority_clause(const std::string& written) const {
    auto clause =
        named(written, world_.priorities, [](const Issue& issue) { return one(issue.text("priority")); });
    // A priority is greater the more urgent it is; the ids of the seed stand for that order.
    clause.rank = [](const Issue& issue) -> std::optional<double> {
      const auto id = issue.text("priority");
      return id.empty() ? std::nullopt : std::optional(-std::stod(id));
    };
    clause.rank_of = [resolve = clause.resolve](const std::string& text) {
      return -std::stod(resolve(text).front());
    };
    return clause;
  }

  Clause resolution_clause(const std::string& written) const {
    auto clause =
        named(written, world_.resolutions, [](const Issue& issue) { return one(issue.text("resolution")); });
    clause.values = [](const Issue& issue) {
      const auto id = issue.text("resolution");
      return Values{id.empty() ? "unresolved" : id};
    };
    clause.resolve = [resolve = clause.resolve](const std::string& text) {
      return same_word(text, "Unresolved") ? Values{"unresolved"} : resolve(text);
    };
    return clause;
  }

  Clause person_clause(const std::string& name) const {
    return {name,
            [name](const Issue& issue) { return one(name == "creator" ? issue.creator : issue.text(name)); },
            [this, name](const std::string& text) {
              for (const auto& user : world_.users)
                if (user.account_id == text || same_word(user.name, text) ||
                    (!user.username.empty() && same_word(user.username, text)) ||
                    (!user.hides_email && same_word(user.email, text)))
                  return Values{user.account_id};
              throw unknown_value(text, name);
            },
            {},
            {},
            {},
            {}};
  }

  Clause part_clause(const std::string& written, const std::string& field,
                     std::vector<Part> Project::*parts) const {
    return {written,
            [field](const Issue& issue) { return stored(issue, field); },
            [this, written, parts](const std::string& text) {
              Values ids;
              for (const auto& project : world_.projects)
                for (const auto& part : project.*parts)
                  if (part.id == text || same_word(part.name, text)) ids.push_back(part.id);
              if (ids.empty()) throw unknown_value(text, written);
              return ids;
            },
            {},
            {},
            {},
            {}};
  }

  Clause date_clause(const std::string& written, const std::string& field) const {
    return {written,
            {},
            {},
            [field, zone = zone_](const Issue& issue) -> std::optional<Time> {
              const auto found = issue.fields.find(field);
              if (found == issue.fields.end()) return std::nullopt;
              if (found->second.is_number())
                return Time(std::chrono::milliseconds(found->second.get<std::int64_t>()));
              return moment_of({Operand::Kind::quoted, found->second.get<std::string>(), {}}, field, Time(),
                               zone);
            },
            {},
            {},
            {}};
  }

  Clause text_clause(const std::string& written, const std::string& name) const {
    Clause clause{written, {}, {}, {}, {}, {}, {}};
    clause.text = [name](const Issue& issue) {
      std::string out;
      const auto add = [&](const std::string& field) {
        const auto found = issue.fields.find(field);
        if (found != issue.fields.end())
          out += (found->second.is_string() ? found->second.get<std::string>() : plain_text(found->second)) +
                 " ";
      };
      if (name == "summary" || name == "text") add("summary");
      if (name == "description" || name == "text") add("description");
      if (name == "comment" || name == "text")
        for (const auto& comment : issue.comments) out += plain_text(comment.body) + " ";
      return out;
    };
    return clause;
  }

  Clause custom_clause(const std::string& written, const Field& field) const {
    switch (field.kind) {
      case FieldKind::date:
      case FieldKind::date_time:
        return date_clause(written, field.id);
      case FieldKind::paragraphs:
      case FieldKind::text:
      case FieldKind::epic_name: {
        Clause clause{written, {}, {}, {}, {}, {}, {}};
        clause.text = [id = field.id](const Issue& issue) {
          const auto found = issue.fields.find(id);
          if (found == issue.fields.end()) return std::string();
          return found->second.is_string() ? found->second.get<std::string>() : plain_text(found->second);
        };
        return clause;
      }
      case FieldKind::epic_link:
        return other_issue_clause(written, field.id);
      case FieldKind::user: {
        auto clause = person_clause(written);
        clause.values = [id = field.id](const Issue& issue) { return one(issue.text(id)); };
        return clause;
      }
      default:
        return {written,
                [id = field.id](const Issue& issue) {
                  auto values = stored(issue, id);
                  for (auto& value : values) value = lower(value);
                  return values;
                },
                [options = field.options, written](const std::string& text) {
                  Values ids;
                  const std::function<void(const std::vector<Option>&)> look = [&](const auto& list) {
                    for (const auto& option : list) {
                      if (option.id == text || same_word(option.value, text)) ids.push_back(option.id);
                      look(option.children);
                    }
                  };
                  look(options);
                  if (ids.empty() && !options.empty())
                    throw refusal(400,
                                  "The option '" + text + "' for field '" + written + "' does not exist.");
                  return ids.empty() ? Values{lower(text)} : ids;
                },
                {},
                {},
                {},
                {}};
    }
  }

  const Site& site_;
  const World& world_;
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
