// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include <itsm/documents/schema.hpp>

#include "plugins/servicenow/tables.hpp"

namespace itsm::servicenow {

// The values of a table's choice columns that are in use, by column, in the instance's order. A table's own
// take the place of those that it inherits. What a choice depends on stands in its note.
using Choices = std::map<std::string, std::vector<Option>>;

// Of these columns; of all where none is named.
Result<Choices> choices_of(const Client& client, const std::vector<Table>& chain,
                           const std::vector<std::string>& columns = {});

// What a choice is good for where its column depends on another one.
std::string below(const std::string& value);

}  // namespace itsm::servicenow
