// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/form.hpp"

namespace itsm::servicenow {

// The columns of a write. What cannot be set on the table is left out and told.
struct Filled {
  Json columns = Json::object();
  std::vector<std::string> dropped{};
};

// Values for a table's form: choices by their labels, people by address, user name or name, groups,
// configuration items and tickets by name or number, each found at the instance. invalid_argument with a
// reason for each field that does not fit: nothing is guessed.
Result<Filled> fill(const Client& client, const Form& form, const std::map<std::string, FieldValue>& values);

}  // namespace itsm::servicenow
