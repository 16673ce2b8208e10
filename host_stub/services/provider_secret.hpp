// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/services/services.hpp"

// With what this host proves itself to the sign-in provider: kept sealed, for that issuer alone.
namespace itsm::host::services {

vault::Place place_of_sign_in_secret(const std::string& issuer, std::int64_t row_version);

// Refused with "provider_none" where the configuration names no provider, and with "secret_changed".
Result<> set_provider_secret(Services& services, const std::string& value, const std::string& actor);
// Empty: none is stored.
Result<std::string> provider_secret(Services& services);

}  // namespace itsm::host::services
