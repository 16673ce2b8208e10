// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include <itsm/documents/schema.hpp>

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// What the drafts of one create are held against before anything is sent: issue types, forms and parents as
// Jira describes them, each asked for once. One thread.
class DraftCheck {
 public:
  explicit DraftCheck(const Client& client) : client_(client) {}

  // A complete draft (draft.hpp) as Jira's form takes it: the type and the chosen options by id.
  // invalid_argument, with the fields and why, for a draft that Jira would refuse: a type that is not offered
  // or does not fit the mode, a parent elsewhere, fields that are demanded and missing or not on the form,
  // values that do not fit.
  Result<TicketDraft> fitting(TicketDraft draft);

 private:
  using Form = std::map<std::string, FieldDescription>;

  Result<Json> type_of(const TicketDraft& draft);
  Result<void> expect_type(const TicketDraft& draft, const Json& type);
  Result<void> expect_parent(const TicketDraft& draft);
  Result<const Form*> form_of(const TicketDraft& draft);

  const Client& client_;
  std::map<std::string, std::vector<Json>> types_{};             // by project
  std::map<std::pair<std::string, std::string>, Form> forms_{};  // by project and type
  std::map<std::string, Ticket> parents_{};                      // by id or key
};

}  // namespace itsm::jira
