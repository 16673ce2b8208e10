// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/core/clock.hpp"

namespace itsm::host::policy {

// What an attribute of a finding holds, before it becomes text or a ticket's field. monostate: nothing is
// known.
using Value = std::variant<std::monostate, std::string, double, bool, std::vector<std::string>, Time>;

bool is_empty(const Value& value);
// For people and text fields: lists joined by ", ", times as dates, numbers in their shortest form.
std::string to_text(const Value& value);
// For comparing: each element of a list, else the one text; nothing for what is empty.
std::vector<std::string> to_words(const Value& value);
// With texts on one line, free of control characters and broken UTF-8, and without empty elements: what may
// leave.
Value cleaned(const Value& value);
// Of a custom field, or of what a person or preset entered.
Value from_json(const Json& json);
// Times as dates.
Json to_json(const Value& value);

}  // namespace itsm::host::policy
