// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace itsm::host {

// A number that names one kind of row and cannot be mistaken for another kind's. 0 names nothing.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

// The tenant. 0 is the house: what belongs to an integration that serves several companies.
using CompanyId = Id<struct CompanyTag>;
using FindingId = Id<struct FindingTag>;
using ImportId = Id<struct ImportTag>;
using IntegrationId = Id<struct IntegrationTag>;
using TicketId = Id<struct TicketTag>;
using PlanId = Id<struct PlanTag>;
using PushId = Id<struct PushTag>;
using IntentId = Id<struct IntentTag>;

}  // namespace itsm::host
