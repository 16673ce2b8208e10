// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulators/world/reader.hpp"

// What the seed says of an instance: tables and their columns, and the rules that its administrators have
// made.
namespace itsm::simulators::servicenow {

struct ColumnDefinition {
  std::string name{};
  std::string label{};
  std::string type = "string";
  std::string reference{};
  std::string standard{};  // the default value
  std::string choice{};    // "1", "3": a list to choose from
  std::size_t length = 0;  // 0: without limit
  bool mandatory = false;
  bool read_only = false;
};

struct TableDefinition {
  std::string name{};
  std::string label{};
  std::string extends{};
  std::string prefix{};  // of numbers
  std::map<std::string, ColumnDefinition> columns{};
  std::set<std::string> inactive_states{};
  std::set<std::string> readers{};  // roles, of which one is needed; none: everybody
  std::set<std::string> writers{};
};

struct Choice {
  std::string value{};
  std::string label{};
  std::string depends_on{};
  bool inactive = false;
};

// Columns that a record must have, or must not be without, once it is in one of these states.
struct DataPolicy {
  std::string table{};
  std::set<std::string> states{};  // none: always
  std::vector<std::string> mandatory{};
};

// What a business rule does not let pass.
struct BusinessRule {
  std::string name{};
  std::string table{};
  std::string column{};
  std::string contains{};  // aborts a write of the column with this text
};

struct RateLimit {
  std::string user{};  // user_name; empty: everybody
  int per_hour = 0;
};

struct OAuthApp {
  std::string secret{};
  std::string user{};  // client credentials act as this one; empty: the grant is not set up
};

class Schema {
 public:
  // Throws SeedError.
  explicit Schema(const Json& seed);

  const TableDefinition* table(const std::string& name) const;
  const std::map<std::string, TableDefinition>& tables() const { return tables_; }
  bool is_a(std::string table, const std::string& ancestor) const;
  // Its own or an inherited one; null where the table has none.
  const ColumnDefinition* column(const std::string& table, const std::string& name) const;
  // The choices of a column, those of the nearest table up the chain.
  const std::vector<Choice>& choices(const std::string& table, const std::string& column) const;
  const std::map<std::string, std::map<std::string, std::vector<Choice>>>& all_choices() const {
    return choices_;
  }

  // {impact: {urgency: priority}}
  const std::map<std::string, std::map<std::string, std::string>>& priorities() const { return priorities_; }
  std::optional<std::string> priority_of(const std::string& table, const std::string& impact,
                                         const std::string& urgency) const;
  // Whether the state model of the table, if it has one, lets a record go there.
  bool allows_step(const std::string& table, const std::string& from, const std::string& to) const;
  // Roles of which one is needed to put a record into a state.
  std::set<std::string> roles_for_state(const std::string& table, const std::string& state) const;

  std::vector<DataPolicy> data_policies{};
  std::vector<BusinessRule> business_rules{};
  std::vector<RateLimit> rate_limits{};
  std::map<std::string, OAuthApp> apps{};
  std::chrono::seconds token_life{1800};
  std::string person{};  // who edits tickets by the control interface
  bool hibernates = false;
  bool invalid_query_returns_no_rows = false;
  std::size_t batch_serves = 0;  // elements until the time is over; 0: all

 private:
  void read_tables(const Reader& seed);
  void read_choices(const Reader& seed);
  void read_rules(const Reader& seed);
  void read_access(const Reader& seed);

  std::map<std::string, TableDefinition> tables_{};
  std::map<std::string, std::map<std::string, std::vector<Choice>>> choices_{};
  std::map<std::string, std::map<std::string, std::string>> priorities_{};
  std::set<std::string> with_priorities_{};
  std::map<std::string, std::map<std::string, std::set<std::string>>> state_models_{};
  std::map<std::string, std::map<std::string, std::set<std::string>>> state_roles_{};
};

}  // namespace itsm::simulators::servicenow
