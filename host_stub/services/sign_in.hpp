// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// People sign in with a name and a password, and have a session until they sign out, until nobody has used it
// for twelve hours, or for a week at most.
namespace itsm::host::services {

struct Credentials {
  std::string name{};
  std::string password{};
  std::string new_password{};  // chosen in the place of one for one sign-in; else empty
};

// What the browser keeps. It is stored as a hash only.
struct SignedIn {
  std::string session{};
  Caller caller{};
};

// Refused with "sign_in_refused" (unauthenticated), whatever is wrong with name or password, with
// "password_change_needed" (forbidden) where the password is for one sign-in and no new one comes with it,
// with "password_weak", or with "sign_in_throttled", whose complaint tells the seconds to wait. `address`:
// from where it comes.
Result<SignedIn> sign_in(Services& services, const Credentials& credentials, const std::string& address);

// Who has this session. Refused with "unauthenticated".
Result<Caller> caller_of_session(Services& services, std::string_view session);

// Nothing happens where it has ended already.
Result<> sign_out(Services& services, std::string_view session);

// What the page of a session sends with every write, and no other page can know.
std::string csrf_of(std::string_view session);

// How long somebody has to wait who has failed so often, and last then: nothing while fewer than `free` have
// failed, then twice as long with each, up to a quarter of an hour.
std::chrono::seconds wait_after(std::int64_t failures, std::int64_t free, Time last, Time now);

}  // namespace itsm::host::services
