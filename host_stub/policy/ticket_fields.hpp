// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/policy/mapping.hpp"
#include "host_stub/policy/target_schema.hpp"
#include "host_stub/policy/value.hpp"

// The fields of a ticket that exists, as the policy maps them.
namespace itsm::host::policy {

// The ticket's word for a value of the finding; nothing where `values` has no line for it.
std::optional<Value> mapped_value(const FieldMapping& mapping, const Value& value);
// The other way round: of several words for which the ticket's stands the present one, when it is among them;
// nothing where the value is not mapped or stands for several others.
std::optional<Value> read_back(const FieldMapping& mapping, const FieldValue& theirs, const Value& present);

// A field that follows its finding, or the finding it.
struct TicketField {
  const FieldMapping* mapping = nullptr;  // points into the policy
  FieldDescription field{};
  FieldValue ours{};  // with a null value: the finding says nothing
};
struct TicketFields {
  std::vector<TicketField> fields{};
  std::vector<Complaint> problems{};  // lines that do not fit this ticket's form; where: in the policy
};
// Of several lines for one field the first counts, as at the create. What is written once, and constants, are
// the create's.
TicketFields ticket_fields(const Mapping& mapping, const Finding& finding, const TargetSchema& form);

// Whether two values of a field are the same, whichever of id and name each side knows.
bool is_same(const FieldValue& one, const FieldValue& other);

}  // namespace itsm::host::policy
