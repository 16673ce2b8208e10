// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/policy/target_schema.hpp"

// What has become different at a vendor.
namespace itsm::host::policy {

// Of one form, as far as it can matter: fields and values that went, kinds that changed, what is required
// now. What only came is no difference.
std::vector<std::string> differences(const TargetSchema& before, const TargetSchema& after);

// Why a draft that was made for an earlier form would be refused on this one. Empty: it fits.
std::vector<std::string> misfits(const TicketDraft& draft, const TargetSchema& schema);

}  // namespace itsm::host::policy
