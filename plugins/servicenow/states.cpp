// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/states.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace itsm::servicenow {
namespace {

constexpr std::string_view kIncident = "incident";
constexpr std::string_view kChange = "change_request";
constexpr std::string_view kProblem = "problem";
constexpr std::string_view kSecurityIncident = "sn_si_incident";

struct State {
  std::string_view table;
  std::string_view value;
  TicketState meaning;
};

// A table without lines of its own has those of task.
constexpr std::array kStates{
    State{kIncident, "1", TicketState::todo},
    State{kIncident, "2", TicketState::doing},
    State{kIncident, "3", TicketState::doing},
    State{kIncident, "6", TicketState::done},
    State{kIncident, "7", TicketState::done},
    State{kIncident, "8", TicketState::cancelled},
    State{kChange, "-5", TicketState::todo},
    State{kChange, "-4", TicketState::doing},
    State{kChange, "-3", TicketState::doing},
    State{kChange, "-2", TicketState::doing},
    State{kChange, "-1", TicketState::doing},
    State{kChange, "0", TicketState::doing},
    State{kChange, "3", TicketState::done},
    State{kChange, "4", TicketState::cancelled},
    State{kProblem, "101", TicketState::todo},
    State{kProblem, "102", TicketState::doing},
    State{kProblem, "103", TicketState::doing},
    State{kProblem, "104", TicketState::doing},
    State{kProblem, "106", TicketState::done},
    State{kProblem, "107", TicketState::done},
    State{kProblem, "1", TicketState::todo},  // the numbers of older instances
    State{kProblem, "2", TicketState::doing},
    State{kProblem, "3", TicketState::doing},
    State{kProblem, "4", TicketState::done},
    State{kSecurityIncident, "10", TicketState::todo},
    State{kSecurityIncident, "16", TicketState::doing},
    State{kSecurityIncident, "18", TicketState::doing},
    State{kSecurityIncident, "19", TicketState::doing},
    State{kSecurityIncident, "20", TicketState::doing},
    State{kSecurityIncident, "100", TicketState::doing},
    State{kSecurityIncident, "3", TicketState::done},
    State{kSecurityIncident, "7", TicketState::cancelled},
    State{"task", "-5", TicketState::todo},
    State{"task", "1", TicketState::todo},
    State{"task", "2", TicketState::doing},
    State{"task", "3", TicketState::done},
    State{"task", "4", TicketState::cancelled},
    State{"task", "7", TicketState::cancelled},
};

bool has_own_states(std::string_view table) {
  return std::any_of(kStates.begin(), kStates.end(), [&](const State& one) { return one.table == table; });
}

struct Way {
  std::string_view table;
  std::string_view from;
  std::array<std::string_view, 4> to;
};

// https://www.servicenow.com/docs: change management's state model, and problem management's. A closed record
// stays closed.
constexpr std::array kWays{
    Way{kChange, "-5", {"-4", "4"}},
    Way{kChange, "-4", {"-3", "-5", "4"}},
    Way{kChange, "-3", {"-2", "-5", "4"}},
    Way{kChange, "-2", {"-1", "-5", "4"}},
    Way{kChange, "-1", {"0", "4"}},
    Way{kChange, "0", {"3", "-1", "4"}},
    Way{kProblem, "101", {"102", "107"}},
    Way{kProblem, "102", {"103", "106", "107"}},
    Way{kProblem, "103", {"104", "102", "106", "107"}},
    Way{kProblem, "104", {"106", "103", "107"}},
    Way{kProblem, "106", {"107", "103"}},
};

bool is_modelled(std::string_view table, std::string_view state) {
  if (table != kChange && table != kProblem) return false;
  const bool old_problem = table == kProblem && state.size() < 3;
  return !old_problem && std::any_of(kStates.begin(), kStates.end(), [&](const State& one) {
    return one.table == table && one.value == state;
  });
}

}  // namespace

TicketState meaning_of(std::string_view table, std::string_view state, bool active) {
  const std::string_view owner = has_own_states(table) ? table : std::string_view("task");
  const auto known = std::find_if(kStates.begin(), kStates.end(),
                                  [&](const State& one) { return one.table == owner && one.value == state; });
  if (known != kStates.end()) return known->meaning;
  return active ? TicketState::doing : TicketState::cancelled;
}

bool is_step(std::string_view table, std::string_view from, std::string_view to) {
  if (from == to) return false;
  if (!is_modelled(table, from) || !is_modelled(table, to)) return true;
  return std::any_of(kWays.begin(), kWays.end(), [&](const Way& way) {
    return way.table == table && way.from == from &&
           std::find(way.to.begin(), way.to.end(), to) != way.to.end();
  });
}

std::vector<std::string> demanded_for(std::string_view table, std::string_view state) {
  const bool ends = meaning_of(table, state, true) == TicketState::done;
  if (table == kIncident && state == "3") return {"hold_reason"};
  if (table == kProblem) {
    std::vector<std::string> columns;
    if (state != "101" && state.size() == 3) columns.emplace_back("assigned_to");
    if (ends && state.size() == 3) columns.emplace_back("resolution_code");
    return columns;
  }
  if (ends && (table == kIncident || table == kChange || table == kSecurityIncident))
    return {"close_code", "close_notes"};
  return {};
}

std::string_view resolution_column(std::string_view table) {
  return table == kProblem ? "resolution_code" : "close_code";
}

bool computes_priority(std::string_view table) { return table == kIncident || table == kProblem; }

}  // namespace itsm::servicenow
