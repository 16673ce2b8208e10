// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "tests/simulators/world/reader.hpp"
#include "tests/simulators/world/settings.hpp"

namespace itsm::simulators {

// The account id of a user of the seed. Throws SeedError, naming the place.
using AccountOf = std::function<std::string(const std::string& handle, const std::string& where)>;

// Each reads one member of the seed; an absent one has the standard values.
WebhookSettings read_webhook_settings(const Reader& seed);
RateSettings read_rate_settings(const Reader& seed);
OauthSettings read_oauth_settings(const Reader& seed, const AccountOf& account);
std::map<std::string, SecurityScheme> read_security_schemes(const Reader& seed, const AccountOf& account);

}  // namespace itsm::simulators
