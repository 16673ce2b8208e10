// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/store/database.hpp"

// How fast an integration is worked for, as the outbox counts it: a document, shared by all hosts. In the
// scope of the integration's owner.
namespace itsm::host::store {

// Locked until the end of the transaction; an empty document when there was none.
Result<Json> lock_pace(Transaction& owner, IntegrationId integration);
Result<> store_pace(Transaction& owner, IntegrationId integration, const Json& pace);
// The configuration has changed: what was learned of the old one says nothing. Alerts that the vendor does
// not answer, lets nothing in or refuses tickets close, and the owner's work for it is due; that of other
// companies comes when it would have come.
Result<> forget_pace(Transaction& owner, IntegrationId integration, Time now);

}  // namespace itsm::host::store
