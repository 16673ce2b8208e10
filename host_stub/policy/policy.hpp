// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/documents.hpp"
#include "host_stub/policy/attribute.hpp"
#include "host_stub/policy/condition.hpp"
#include "host_stub/policy/sla.hpp"

// A mapping policy as it was read. Immutable; may be used from any thread.
namespace itsm::host::policy {

class SummaryTemplate;
class DescriptionTemplate;

// Where tickets of a rule are made.
struct Target {
  std::string project{};             // key, name or id
  std::vector<std::string> types{};  // in order of preference; empty: the first that the project offers
  std::vector<std::string> labels{};
};

struct Rule {
  std::string name{};
  Condition when{};
  Target ticket{};
  config::Place place{};
};

enum class Direction { push_once, push, both, pull, pull_once };

// One line of `fields`: what of the finding, or which constant, stands in which field of the ticket.
struct FieldMapping {
  std::optional<AttributeName> finding{};  // or
  Json constant{};                         // text, number, boolean or a list of text
  std::string ticket{};                    // a role such as priority, an id or a name
  Direction direction = Direction::push;
  std::map<std::string, std::string> values{};  // the finding's value -> the ticket's; empty: as it is
  config::Place place{};
};

// One line of `assign`. to: an e-mail address or account, `asset.owner`, or `default` for whom the project
// says.
struct Assignment {
  Condition when{};
  std::string to{};
  config::Place place{};
};

enum class GroupKind { finding, vulnerability_type, file, asset, solution, attributes };
struct Grouping {
  GroupKind kind = GroupKind::vulnerability_type;
  std::vector<AttributeName> attributes{};
  bool across_applications = false;
};

// Whether and for what an import makes tickets by itself; the import path executes it.
struct AutoCreate {
  bool after_import = false;
  Severity severity_at_least = Severity::high;
  std::int64_t max_tickets = 100;
  std::vector<std::string> branches{};  // patterns; empty: all
};

struct Policy {
  std::string name{};
  std::string plugin{};
  std::vector<Rule> rules{};
  Grouping grouping{};
  std::vector<FieldMapping> fields{};
  std::shared_ptr<const SummaryTemplate> summary{};          // never null once read
  std::shared_ptr<const DescriptionTemplate> description{};  // never null once read
  std::vector<Assignment> assign{};
  AutoCreate auto_create{};
  Sla sla{};
  std::vector<std::string> warnings{};  // what a person should know about it, "file:line:column: sentence"
  config::Place place{};
  std::string file{};
  std::string text{};  // exactly as written
};

void read(config::Element element, Policy& out);

// The policy of one file, with everything that is wrong with it.
Result<Policy> read_policy(const std::string& file, std::string text);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::Direction> {
  using enum itsm::host::policy::Direction;
  static constexpr std::array<std::pair<itsm::host::policy::Direction, std::string_view>, 5> names{
      {{push_once, "push_once"}, {push, "push"}, {both, "both"}, {pull, "pull"}, {pull_once, "pull_once"}}};
};
template <>
struct itsm::EnumNames<itsm::host::policy::GroupKind> {
  using enum itsm::host::policy::GroupKind;
  static constexpr std::array<std::pair<itsm::host::policy::GroupKind, std::string_view>, 5> names{
      {{finding, "finding"},
       {vulnerability_type, "vulnerability_type"},
       {file, "file"},
       {asset, "asset"},
       {solution, "solution"}}};
};
