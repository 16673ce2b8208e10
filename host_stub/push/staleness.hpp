// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::push {

// Why a planned write must not leave: number of the write -> a sentence for each ticket that would come out
// differently, naming the field and the input behind it. Empty: everything is as it was planned. Pure.
std::map<std::int64_t, std::vector<std::string>> stale_writes(const PlanDraft& planned, const PlanDraft& now);

}  // namespace itsm::host::push
