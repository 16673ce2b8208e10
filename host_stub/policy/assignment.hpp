// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/config/documents.hpp"
#include "host_stub/policy/condition.hpp"

// Who gets a ticket.
namespace itsm::host::policy {

// What `to` can say instead of a person.
inline constexpr std::string_view kToDefault = "default";                // the default assignee
inline constexpr std::string_view kToOwner = "asset.owner";              // of the finding that meets the rule
inline constexpr std::string_view kToSupportGroup = "ci.support_group";  // the same, into the ticket's group

// One line of `assign`.
struct Assignment {
  Condition when{};
  std::string to{};     // an e-mail address, an account, or one of the above
  std::string group{};  // or a group
  config::Place place{};
};
void read(config::Element element, Assignment& out);

// Who gets a ticket that no line gives to somebody.
inline constexpr std::string_view kProjectDefault = "project_default";
inline constexpr std::string_view kNobody = "nobody";
struct DefaultAssignee {
  std::string to{kProjectDefault};  // a person, or one of the above
  config::Place place{};
};
void read(config::Element element, DefaultAssignee& out);

}  // namespace itsm::host::policy
