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

// The values of each meaning, each between blanks. Numbers of security incidents, and 102, 103 and 106 of
// problems, are those that instances are delivered with as far as is known; the vendor's documentation gives
// them no numbers.
struct Meanings {
  std::string_view table;
  std::string_view todo;
  std::string_view doing;
  std::string_view done;
  std::string_view cancelled;
};
constexpr std::array kMeanings{
    Meanings{kIncident, " 1 ", " 2 3 ", " 6 7 ", " 8 "},
    Meanings{kChange, " -5 ", " -4 -3 -2 -1 0 ", " 3 ", " 4 "},
    Meanings{kProblem, " 101 1 ", " 102 103 104 2 3 ", " 106 107 4 ", ""},  // 1 to 4: older instances
    Meanings{kSecurityIncident, " 10 ", " 16 18 19 20 100 ", " 3 ", " 7 "},
    Meanings{"task", " -5 1 ", " 2 ", " 3 ", " 4 7 "},  // and every table without a line of its own
};

const Meanings& meanings_of(std::string_view table) {
  const auto own = std::find_if(kMeanings.begin(), kMeanings.end(),
                                [&](const Meanings& one) { return one.table == table; });
  return own == kMeanings.end() ? kMeanings.back() : *own;
}

std::optional<TicketState> known_meaning(std::string_view table, std::string_view state) {
  const std::string word = " " + std::string(state) + " ";
  const Meanings& meanings = meanings_of(table);
  const auto holds = [&](std::string_view values) { return values.find(word) != std::string_view::npos; };
  if (holds(meanings.todo)) return TicketState::todo;
  if (holds(meanings.doing)) return TicketState::doing;
  if (holds(meanings.done)) return TicketState::done;
  if (holds(meanings.cancelled)) return TicketState::cancelled;
  return std::nullopt;
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
  return !old_problem && known_meaning(table, state).has_value();
}

}  // namespace

TicketState meaning_of(std::string_view table, std::string_view state, bool active) {
  return known_meaning(table, state).value_or(active ? TicketState::doing : TicketState::cancelled);
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
