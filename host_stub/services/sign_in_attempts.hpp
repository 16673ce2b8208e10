// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/services/sign_in.hpp"

// Within the services: what every way to sign in has in common.
namespace itsm::host::services {

// So long a session holds that nobody uses.
inline constexpr std::chrono::hours kSessionUnused{12};

store::Bytes hash_for_sign_in(std::string_view text);

// What failures are counted of, and how many are free before it has to wait.
struct SignInSubject {
  store::Bytes hash{};
  std::int64_t free = 0;
};
SignInSubject subject_of_address(const std::string& address);

// Refused with "sign_in_throttled", whose complaint tells the seconds to wait.
Result<> check_attempts(store::Transaction& house, const std::vector<SignInSubject>& subjects, Time now);
// One more has failed.
Result<> count_attempt(store::Transaction& house, const std::vector<SignInSubject>& subjects, Time now);
Result<> forget_attempts(store::Transaction& house, const SignInSubject& subject, Time now);

// In the audit log. No name: it is not known who it was.
Result<> note_sign_in(store::Transaction& house, const std::string& name, const std::string& address,
                      const std::string& action, Time now, const Json& details = Json::object());

Result<Caller> caller_of_person(Services& services, const store::PersonRow& person);

}  // namespace itsm::host::services
