// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host_stub/sync/matter.hpp"

// What outward jobs would write to tickets that exist if another policy decided, reckoned from rows alone.
namespace itsm::host::sync {

// The forms of tickets, by the ids of their project and type.
using FormsOfTickets = std::map<std::pair<std::string, std::string>, policy::TargetSchema>;

enum class Foreseen { nothing, writes, unknown };
struct TicketForesight {
  Foreseen what = Foreseen::nothing;
  std::vector<std::string> fields{};  // by name; summary, members
};
// By the policy of the matter's terms, as if it were to be followed. Unknown: nobody has compared the ticket
// yet and others have made it, or there is no form. What people have changed at the vendor unseen is not
// known.
TicketForesight foresee(const Matter& matter, const policy::RenderContext& context,
                        const FormsOfTickets& forms);

// Those of these tickets, all of one integration, that may be written to, with their findings.
Result<std::vector<Matter>> load_matters(store::Database& database, CompanyId company, const Place& place,
                                         const Terms& terms, std::vector<store::TicketRow> tickets);

}  // namespace itsm::host::sync
