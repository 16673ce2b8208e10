// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/jql/syntax.hpp"

namespace itsm::simulators::jira {

using Predicate = std::function<bool(const Issue&)>;
// Less, equal or greater, as -1, 0, 1.
using Comparison = std::function<int(const Issue&, const Issue&)>;

// A query with its names looked up in a site.
struct JqlQuery {
  bool bounded = false;  // has a restriction at all
  Predicate matches{};
  Comparison order{};  // total: rows that the query leaves equal are in the order of falling ids
};

// Throws Refusal 400 with Jira's words for unknown fields and values and for unfit operators. Valid as long
// as the site is.
JqlQuery understand(const jql::Query& query, const Site& site, const User* caller);

// The moment that a date operand means for this caller. Throws Refusal 400.
Time moment_of(const jql::Operand& operand, const std::string& field, Time now, const std::string& zone);

}  // namespace itsm::simulators::jira
