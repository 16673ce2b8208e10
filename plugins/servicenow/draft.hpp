// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/form.hpp"

namespace itsm::servicenow {

// What makes a ticket: where, and the columns of the new record. invalid_argument, with the fields and why,
// for a draft that the instance would refuse, or take and silently leave something out of.
struct NewRecord {
  std::string table{};
  Json columns = Json::object();
};

// Drafts of one create, each table's form asked for once. One thread.
class Drafting {
 public:
  explicit Drafting(const Client& client) : client_(client) {}
  Result<NewRecord> record_of(const TicketDraft& draft);

 private:
  Result<const Form*> form(const std::string& table);
  Result<void> relate(const Form& form, const TicketDraft& draft, Json& columns);

  const Client& client_;
  std::map<std::string, Form> forms_{};
};

// The column that a type of links names, by id or label. invalid_argument where there is none, or the other
// end would have to be written.
Result<const Column*> link_column(const Form& form, const Relation& relation);

}  // namespace itsm::servicenow
