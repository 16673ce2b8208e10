// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::push {

// Takes those tickets out of the plan whose group has one that is open or on its way: there their findings
// join it, here they are left out.
Result<> leave_out_open_groups(store::Transaction& transaction, PlanDraft& draft);

// The findings of the plan that join an open ticket, linked to it. Those whose ticket has ended since are not
// among the answer.
Result<std::vector<FindingId>> join_open_groups(store::Transaction& transaction, const PlanDraft& plan,
                                                const std::string& actor, Time now);

}  // namespace itsm::host::push
