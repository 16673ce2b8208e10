// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/sign_in_settings.hpp"

// What the claims of a provider mean here. Pure.
namespace itsm::host::identity {

struct Entitlement {
  config::SignInRole role = config::SignInRole::viewer;
  bool all_companies = false;
  std::vector<std::string> companies{};  // by name, each once; empty only with all_companies
};

// The highest role of the rules that fit, in the companies of those rules that give it: nobody gets a role in
// a company in which no rule gives it. Nothing where no rule fits.
std::optional<Entitlement> entitlement_of(const Json& claims, const std::vector<config::SignInRule>& rules);

// The claim of that name, else what the path of names with dots leads to; null where there is none.
const Json* claim_in(const Json& claims, const std::string& name);

// A name as this host has them, made of what a claim says: anna.smith@example.com becomes
// anna-smith-example-com. Empty where nothing is left.
std::string person_name(const std::string& claimed);

}  // namespace itsm::host::identity
