// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/json.hpp>

#include "host_stub/services/services.hpp"
#include "host_stub/store/people.hpp"

// Within the services: who somebody is here whom the sign-in provider knows.
namespace itsm::host::services {

// What is known of somebody before it is decided whether they may sign in.
struct Claimant {
  std::string subject{};
  std::string name{};  // as this host would name them; empty: the claim is missing
};
Claimant claimant_of(const Services& services, const Json& claims);

// The person, with the role and the companies that the rules give now; added where it is the first time.
// Refused: "not_entitled" (their sessions end), "person_disabled", "person_unnamed", "person_name_taken".
Result<store::PersonRow> admit(Services& services, const Json& claims);

// Companies that the rules name and that are not there.
Result<std::vector<std::string>> unknown_companies_of_rules(Services& services);

}  // namespace itsm::host::services
