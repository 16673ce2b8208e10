// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/choices.hpp"

namespace itsm::servicenow {

// A column of a table as a field, and the table that it refers to where it is a reference.
struct Column {
  FieldDescription about{};
  std::string refers_to{};
};

// What can be set on the records of a table. The state has an operation of its own and is none of it, nor is
// what the instance writes or computes by itself, nor how our tickets are known again.
struct Form {
  std::vector<Table> chain{};
  std::vector<Column> columns{};
  std::vector<FieldDescription> read_only{};  // what the instance writes or computes, and shows
  Choices choices{};

  const std::string& table() const { return chain.front().name; }
  const Column* find(std::string_view id) const;
  // Of any field that the form shows; null where it is none.
  const FieldDescription* description_of(std::string_view id) const;
};

// From the dictionary, up the chain of tables; the lowest table's word counts. forbidden where the account
// may not read the dictionary.
Result<Form> form_of(const Client& client, const std::string& table);

// Tables whose records are tickets, as far as references to them have to be known without asking.
bool is_ticket_table(std::string_view table, const std::vector<Table>& chain);

}  // namespace itsm::servicenow
