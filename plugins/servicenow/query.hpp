// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

namespace itsm::servicenow {

// An encoded query that can be held against what came back: ServiceNow leaves out in silence whatever part of
// a query it does not understand, and then answers more rows than were asked for.
class Query {
 public:
  Query& is(std::string column, std::string value);
  Query& among(std::string column, std::vector<std::string> values);
  // Texts compare by their characters, as times and ids do.
  Query& at_least(std::string column, std::string value);
  // Behind a place in the order of these two columns, which is unique by the second.
  Query& behind(std::string column, std::string value, std::string second, std::string second_value);
  // Of any of the columns; what matches is the instance's to say, and is not checked.
  Query& containing(std::vector<std::string> columns, std::string text);
  // The same, of those that hold exactly the text.
  Query& called(std::vector<std::string> columns, std::string text);
  // Not checked either. Trusted text.
  Query& also(std::string condition);
  Query& ordered_by(std::string column);
  Query& newest_first(std::string column);

  std::string text() const;
  // The columns by which rows are checked; they have to be read for it.
  std::vector<std::string> columns() const;
  bool admits(const Json& row) const;
  // No row can meet it, so that there is nothing to ask: a value that ServiceNow would run as a script, or
  // none at all to choose from.
  bool is_void() const { return void_; }

 private:
  struct Condition {
    std::string column{};
    std::vector<std::string> values{};
    bool at_least = false;
  };
  struct Place {
    std::string column{}, value{}, second{}, second_value{};
  };
  std::string conditions() const;
  void expect_plain(const std::string& value);

  std::vector<Condition> conditions_{};
  std::optional<Place> behind_{};
  std::vector<std::string> unchecked_{};
  std::string order_{};
  bool void_ = false;
};

// What a row holds, whether it was read with display values ({"value", "display_value"}) or without; and what
// people see.
std::string value_of(const Json& row, std::string_view column);
std::string shown_of(const Json& row, std::string_view column);

}  // namespace itsm::servicenow
