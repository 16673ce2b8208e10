// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/policy/disposition.hpp"
#include "host_stub/push/tickets_to_be.hpp"

// What a policy would do, in words: two policies are compared by them.
namespace itsm::host::push {

// What there is to say about one finding: "ticket" and, where one is made, its summary, its fields by their
// names and the rest of it.
struct Foreseen {
  bool made = false;  // a ticket
  std::map<std::string, std::string> facts{};
};

struct Outlook {
  std::vector<Foreseen> findings{};  // in the order of the findings
  std::int64_t tickets = 0;
};
// From findings to tickets. The failure is the vendor's.
Result<Outlook> outlook(const policy::Policy& policy, const std::vector<Finding>& findings, Forms& forms,
                        const policy::RenderContext& context);

// From a ticket's state to a finding in this status.
Foreseen outlook_on(const policy::Policy& policy, const policy::TicketFacts& ticket, FindingStatus status);

struct FactChange {
  std::string what{};
  std::string before{};
  std::string after{};
};
// Where only one of them has a ticket, what that ticket holds is no difference of its own.
std::vector<FactChange> changes(const Foreseen& before, const Foreseen& after);

}  // namespace itsm::host::push
