// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// What a request says of the fields of a form, as Jira describes it in editmeta and with transitions.
struct FilledForm {
  Json fields = Json::object();
  std::vector<std::string> dropped{};  // not on the form
};

// `form`: field id -> its description. People are looked for at Jira by what the values say of them.
// invalid_argument names the field whose value cannot be said or does not fit the form (fitting.hpp).
Result<FilledForm> fill(const Client& client, const TicketRef& ticket, const Json& form,
                        std::map<std::string, FieldValue> values);

}  // namespace itsm::jira
