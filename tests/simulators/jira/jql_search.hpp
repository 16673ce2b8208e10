// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/jira/call.hpp"
#include "tests/simulators/jira/jql_query.hpp"

namespace itsm::simulators::jira {

// Throws Refusal 400 for what is no query, or not one of this site.
JqlQuery read_query(const Call& call, const std::string& jql);

// The issues that a query finds for this caller, in its order: as the index has them, but those whose ids are
// to be reconciled as they really are.
std::vector<const Issue*> find_issues(const Call& call, const JqlQuery& query,
                                      const std::vector<std::string>& reconcile = {});

}  // namespace itsm::simulators::jira
