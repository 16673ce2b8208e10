// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/http/listener.hpp"
#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// Who may call, and for whom.
namespace itsm::host::api {

// The token of "Authorization: Bearer …"; empty when there is none.
std::string_view bearer_token(const http::Request& request);

// What the browser keeps of somebody who has signed in; empty when there is none.
std::string_view session_of(const http::Request& request);

// Who calls, by token, else by session. A write of a session carries X-CSRF-Token as well, else it is refused
// with "csrf_token_wrong": a page of another site can send the cookie, and cannot know that.
Result<services::Caller> caller_of(services::Services& services, const http::Request& request);

// Refused with "role_insufficient" (forbidden).
Result<> check_role(const services::Caller& caller, store::Role least);

// The company in which the caller acts: the token's only one, or the one named. Refused with the choices when
// the token has several and none is named, or when it does not have the one that is.
Result<CompanyId> company_of(services::Services& services, const services::Caller& caller,
                             const std::string& name);

}  // namespace itsm::host::api
