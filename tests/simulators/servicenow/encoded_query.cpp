// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/encoded_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace itsm::simulators::servicenow {
namespace {

constexpr std::array<std::string_view, 14> kOperators{
    "ISNOTEMPTY", "ISEMPTY", "STARTSWITH", "ENDSWITH", "BETWEEN", "NOT IN", "NOTLIKE",
    "LIKE",       "IN",      "!=",         ">=",       "<=",      ">",      "<"};

struct Term {
  std::string path{};
  std::string op{};
  std::string value{};
};
using Alternatives = std::vector<Term>;         // one of them
using Conjunction = std::vector<Alternatives>;  // all of them
struct Order {
  std::string path{};
  bool descending = false;
};
struct Understood {
  std::vector<Conjunction> queries{1};
  std::vector<Order> orders{};
  bool invalid = false;
};

// At a single '^'; a doubled one is a character.
std::vector<std::string> parts_of(const std::string& query) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (query[i] != '^')
      parts.back() += query[i];
    else if (i + 1 < query.size() && query[i + 1] == '^')
      parts.back() += query[i++];
    else
      parts.emplace_back();
  }
  return parts;
}

bool in_path(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }

std::optional<Term> term_of(std::string_view text) {
  Term term;
  const auto end = std::find_if_not(text.begin(), text.end(), in_path);
  term.path = std::string(text.begin(), end);
  text.remove_prefix(term.path.size());
  if (term.path.empty()) return std::nullopt;
  for (const auto op : kOperators)
    if (text.starts_with(op)) {
      term.op = op;
      term.value = text.substr(op.size());
      return term;
    }
  if (!text.starts_with('=')) return std::nullopt;
  term.op = "=";
  term.value = text.substr(1);
  return term;
}

// What the sandbox of queries runs.
std::string evaluated(const std::string& value, const Caller& caller) {
  if (!value.starts_with("javascript:")) return value;
  if (value == "javascript:gs.getUserID()") return caller.sys_id;
  if (value == "javascript:gs.getUserName()") return caller.user_name;
  return {};
}

std::optional<double> number_in(const std::string& text) {
  if (text.size() > 15 || text.find_first_not_of("0123456789-.") != std::string::npos) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                   : std::nullopt;
}

// "2026-11-21 10:20:30" on the clocks of a zone, as it is stored.
std::string stored_time(const std::string& literal, const std::string& zone) {
  if (zone.empty() || zone == "GMT" || zone == "UTC" || literal.size() != 19) return literal;
  auto text = literal;
  text[10] = 'T';
  const auto shown = parse_utc(text + ".000Z");
  if (!shown) return literal;
  const auto day = std::chrono::floor<std::chrono::days>(*shown);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(*shown - day);
  const auto moment =
      from_wall_clock(std::chrono::year_month_day(day), minutes, zone) + (*shown - day - minutes);
  auto stored = utc_text(moment).substr(0, 19);
  stored[10] = ' ';
  return stored;
}

int compared(const std::string& one, const std::string& other) {
  const auto left = number_in(one);
  const auto right = number_in(other);
  if (left && right) return *left < *right ? -1 : *left > *right ? 1 : 0;
  return one.compare(other) < 0 ? -1 : one == other ? 0 : 1;
}

bool holds(const std::string& value, const Term& term) {
  const auto& op = term.op;
  const auto& wanted = term.value;
  if (op == "=") return value == wanted;
  if (op == "!=") return value != wanted;
  if (op == "ISEMPTY") return value.empty();
  if (op == "ISNOTEMPTY") return !value.empty();
  if (op == "STARTSWITH") return value.starts_with(wanted);
  if (op == "ENDSWITH") return value.ends_with(wanted);
  if (op == "LIKE") return value.find(wanted) != std::string::npos;
  if (op == "NOTLIKE") return value.find(wanted) == std::string::npos;
  if (op == "IN" || op == "NOT IN") {
    const auto list = split(wanted, ',');
    return (std::find(list.begin(), list.end(), value) != list.end()) == (op == "IN");
  }
  if (op == "BETWEEN") {
    const auto at = wanted.find('@');
    return at != std::string::npos && compared(value, wanted.substr(0, at)) >= 0 &&
           compared(value, wanted.substr(at + 1)) <= 0;
  }
  const int order = compared(value, wanted);
  return op == ">" ? order > 0 : op == ">=" ? order >= 0 : op == "<" ? order < 0 : order <= 0;
}

bool is_time(const Schema& schema, const std::string& table, const std::string& path) {
  const auto* column = schema.column(table, path);
  return column != nullptr && (column->type == "glide_date_time" || column->type == "due_date");
}

class Understanding {
 public:
  Understanding(const Schema& schema, const std::string& table, const Caller& caller)
      : schema_(schema), table_(table), caller_(caller) {}

  Understood of(const std::string& query) {
    for (const auto& part : parts_of(query)) add(part);
    return std::move(out_);
  }

 private:
  void add(std::string_view part) {
    if (part.empty() || part == "EQ") return;
    if (part.starts_with("ORDERBY")) return add_order(part.substr(7));
    const bool starts_query = part.starts_with("NQ");
    const bool is_alternative = part.starts_with("OR");
    if (starts_query) out_.queries.emplace_back();
    if (starts_query || is_alternative) part.remove_prefix(2);
    auto term = term_of(part);
    if (!term || !has_path(schema_, table_, term->path)) {
      out_.invalid = true;
      return;
    }
    term->value = evaluated(term->value, caller_);
    if (is_time(schema_, table_, term->path)) term->value = stored_time(term->value, caller_.time_zone);
    auto& conjunction = out_.queries.back();
    if (is_alternative && !conjunction.empty())
      conjunction.back().push_back(*std::move(term));
    else
      conjunction.push_back({*std::move(term)});
  }

  void add_order(std::string_view path) {
    const bool descending = path.starts_with("DESC");
    if (descending) path.remove_prefix(4);
    if (has_path(schema_, table_, path))
      out_.orders.push_back({std::string(path), descending});
    else
      out_.invalid = true;
  }

  const Schema& schema_;
  const std::string& table_;
  const Caller& caller_;
  Understood out_{};
};

}  // namespace

std::optional<std::string> value_by_path(const Records& records, const Record& record,
                                         std::string_view path) {
  const auto dot = path.find('.');
  const std::string step(path.substr(0, dot));
  const auto* column = records.schema().column(record.table, step);
  if (column == nullptr && step != "sys_class_name") return std::nullopt;
  if (dot == std::string_view::npos) return step == "sys_class_name" ? record.table : record.value(step);
  const auto* other = records.find(record.value(step));
  return other == nullptr ? std::optional(std::string())
                          : value_by_path(records, *other, path.substr(dot + 1));
}

bool has_path(const Schema& schema, const std::string& table, std::string_view path) {
  const auto dot = path.find('.');
  const std::string step(path.substr(0, dot));
  if (step == "sys_class_name" && dot == std::string_view::npos) return schema.is_a(table, "task");
  const auto* column = schema.column(table, step);
  if (column == nullptr) return false;
  return dot == std::string_view::npos ||
         (!column->reference.empty() && has_path(schema, column->reference, path.substr(dot + 1)));
}

std::vector<const Record*> select(const Records& records, const std::string& table, const std::string& query,
                                  const Caller& caller) {
  const auto understood = Understanding(records.schema(), table, caller).of(query);
  if (understood.invalid && records.schema().invalid_query_returns_no_rows) return {};
  const auto meets = [&](const Record& record, const Conjunction& all) {
    return std::all_of(all.begin(), all.end(), [&](const Alternatives& some) {
      return std::any_of(some.begin(), some.end(), [&](const Term& term) {
        return holds(value_by_path(records, record, term.path).value_or(""), term);
      });
    });
  };
  auto rows = records.rows(table);
  std::erase_if(rows, [&](const Record* record) {
    return std::none_of(understood.queries.begin(), understood.queries.end(),
                        [&](const Conjunction& all) { return meets(*record, all); });
  });
  std::stable_sort(rows.begin(), rows.end(), [&](const Record* one, const Record* other) {
    for (const auto& order : understood.orders) {
      const int way = compared(value_by_path(records, *one, order.path).value_or(""),
                               value_by_path(records, *other, order.path).value_or(""));
      if (way != 0) return order.descending ? way > 0 : way < 0;
    }
    return false;
  });
  return rows;
}

}  // namespace itsm::simulators::servicenow
