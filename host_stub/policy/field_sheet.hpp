// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/render.hpp"
#include "host_stub/policy/value.hpp"

namespace itsm::host::policy {

// Collects the values of a ticket's fields from all who have a say. The first to fill a field has it, so the
// strongest goes first; labels and components are joined. Everything that does not come about leaves a trace
// in `out`.
class FieldSheet {
 public:
  FieldSheet(const TargetSchema& schema, Rendered& out) : schema_(schema), out_(out) {}

  struct Origin {
    ValueSource source;
    std::string from{};
    std::string where{};
  };
  void put(std::string_view field, const Value& value, const Origin& origin);
  // Something at the vendor that was looked up.
  void put_found(const FieldDescription& field, const Named& found, const Origin& origin);
  // The field is given nobody and nothing, against what the vendor would put in.
  void put_nothing(std::string_view field, const Origin& origin);
  // Whether the vendor lists everybody whom a ticket can be given to, and this person is not among them: told
  // as a warning.
  bool is_unknown_person(const Value& person, const Origin& origin);
  bool holds(std::string_view field) const;
  // Required fields that nothing has filled.
  void check_required(CreationMode mode);

 private:
  void add(const FieldDescription& field, MadeValue made, const Origin& origin);

  const TargetSchema& schema_;
  Rendered& out_;
};

}  // namespace itsm::host::policy
