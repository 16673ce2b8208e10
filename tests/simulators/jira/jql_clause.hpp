// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulators/jira/site.hpp"

namespace itsm::simulators::jira {

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

// The field that a query calls so, of this site and for this caller. Throws Refusal 400 where there is none.
// Valid as long as the site is.
Clause jql_clause(const std::string& written, const Site& site, const User* caller);

}  // namespace itsm::simulators::jira
