// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/query.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"

namespace itsm::servicenow {
namespace {

// '^' separates conditions; doubled it is a character.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '^') out += '^';
    out += c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ",") + escaped(value);
  return out;
}

bool is_script(std::string_view value) {
  constexpr std::string_view kScheme = "javascript:";
  const auto first = std::min(value.find_first_not_of(" \t\r\n"), value.size());
  value.remove_prefix(first);
  return value.size() >= kScheme.size() &&
         std::equal(kScheme.begin(), kScheme.end(), value.begin(), [](char want, char have) {
           return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
         });
}

}  // namespace

void Query::expect_plain(const std::string& value) {
  if (is_script(value)) void_ = true;
}

Query& Query::is(std::string column, std::string value) {
  return among(std::move(column), {std::move(value)});
}

Query& Query::among(std::string column, std::vector<std::string> values) {
  if (values.empty()) void_ = true;
  for (const std::string& value : values) expect_plain(value);
  conditions_.push_back({std::move(column), std::move(values)});
  return *this;
}

Query& Query::at_least(std::string column, std::string value) {
  expect_plain(value);
  conditions_.push_back({std::move(column), {std::move(value)}, true});
  return *this;
}

Query& Query::behind(std::string column, std::string value, std::string second, std::string second_value) {
  expect_plain(value);
  expect_plain(second_value);
  behind_ = Place{std::move(column), std::move(value), std::move(second), std::move(second_value)};
  return *this;
}

Query& Query::containing(std::vector<std::string> columns, std::string text) {
  expect_plain(text);
  std::string condition;
  for (const std::string& column : columns)
    condition += (condition.empty() ? "" : "^OR") + column + "LIKE" + escaped(text);
  return also(std::move(condition));
}

Query& Query::called(std::vector<std::string> columns, std::string text) {
  expect_plain(text);
  std::string condition;
  for (const std::string& column : columns)
    condition += (condition.empty() ? "" : "^OR") + column + "=" + escaped(text);
  return also(std::move(condition));
}

Query& Query::also(std::string condition) {
  unchecked_.push_back(std::move(condition));
  return *this;
}

Query& Query::ordered_by(std::string column) {
  order_ += "^ORDERBY" + column;
  return *this;
}

Query& Query::newest_first(std::string column) {
  order_ += "^ORDERBYDESC" + column;
  return *this;
}

std::string Query::conditions() const {
  std::string out;
  const auto add = [&](const std::string& condition) { out += (out.empty() ? "" : "^") + condition; };
  for (const Condition& one : conditions_) {
    // A list is separated by commas, which nothing escapes.
    const bool has_comma = std::any_of(one.values.begin(), one.values.end(), [](const std::string& value) {
      return value.find(',') != std::string::npos;
    });
    if (one.values.size() > 1 && !has_comma) {
      add(one.column + "IN" + joined(one.values));
      continue;
    }
    std::string alternatives;
    for (const std::string& value : one.values)
      alternatives +=
          (alternatives.empty() ? "" : "^OR") + one.column + (one.at_least ? ">=" : "=") + escaped(value);
    add(alternatives);
  }
  for (const std::string& condition : unchecked_) add(condition);
  return out;
}

std::string Query::text() const {
  const std::string common = conditions();
  if (!behind_) return common + order_;
  const std::string before = common.empty() ? "" : common + "^";
  const std::string value = escaped(behind_->value);
  return before + behind_->column + ">" + value + "^NQ" + before + behind_->column + "=" + value + "^" +
         behind_->second + ">" + escaped(behind_->second_value) + order_;
}

std::vector<std::string> Query::columns() const {
  std::vector<std::string> out;
  for (const Condition& one : conditions_) out.push_back(one.column);
  if (behind_) out.insert(out.end(), {behind_->column, behind_->second});
  return out;
}

bool Query::admits(const Json& row) const {
  for (const Condition& one : conditions_) {
    const std::string value = value_of(row, one.column);
    const bool met = one.at_least
                         ? value >= one.values.front()
                         : std::find(one.values.begin(), one.values.end(), value) != one.values.end();
    if (!met) return false;
  }
  if (!behind_) return true;
  const std::string value = value_of(row, behind_->column);
  return value > behind_->value ||
         (value == behind_->value && value_of(row, behind_->second) > behind_->second_value);
}

std::string value_of(const Json& row, std::string_view column) {
  const Json& cell = common::member(row, column);
  return cell.is_object() ? common::text_of(cell, "value") : common::text_of(cell);
}

std::string shown_of(const Json& row, std::string_view column) {
  const Json& cell = common::member(row, column);
  if (!cell.is_object()) return common::text_of(cell);
  std::string shown = common::text_of(cell, "display_value");
  return shown.empty() ? common::text_of(cell, "value") : shown;
}

}  // namespace itsm::servicenow
