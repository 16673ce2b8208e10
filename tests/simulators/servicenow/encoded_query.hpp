// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"

namespace itsm::simulators::servicenow {

// A column, or a way through references to one ("super_class.name"); nothing where a step does not exist.
std::optional<std::string> value_by_path(const Records& records, const Record& record, std::string_view path);
bool has_path(const Schema& schema, const std::string& table, std::string_view path);

// The rows that an encoded query selects, in its order. As the vendor documents: what it does not understand
// is left out of the query without a word, so that more rows match, unless a property of the instance says
// otherwise. Times are read in the zone of the caller.
std::vector<const Record*> select(const Records& records, const std::string& table, const std::string& query,
                                  const Caller& caller);

}  // namespace itsm::simulators::servicenow
