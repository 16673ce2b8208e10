// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/sync/matter.hpp"

// In what a ticket and its findings do not agree. No I/O.
namespace itsm::host::sync {

struct Difference {
  store::DifferenceCause cause = store::DifferenceCause::unread;
  std::string field{};
  std::string ours{};
  std::string theirs{};
};

struct Compared {
  Ticket seen{};  // with the fields of the form that the policy maps
  std::set<std::string> own_statuses{};
  policy::TargetSchema form{};
  Time now{};
};

// What the vendor shows against what is known here. Nothing: nobody would have to do anything.
std::vector<Difference> differences_of(const Matter& matter, const Compared& compared,
                                       const policy::RenderContext& context);

// Whether there can be no difference, by the versions alone.
bool is_unchanged(const store::TicketRow& ticket, const Ticket& seen);

// The fields that a comparison has to read besides.
std::vector<std::string> compared_fields(const Matter& matter, const policy::TargetSchema& form);

}  // namespace itsm::host::sync
