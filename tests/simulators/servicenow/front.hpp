// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/sign_in.hpp"

namespace itsm::simulators::servicenow {

// From a request to its answer. One thread.
class Front {
 public:
  explicit Front(Records& records) : records_(records), sign_in_(records) {}
  Answer handle(const Request& request);

 private:
  Answer routed(const Request& request, const Caller& caller);
  Answer batch(const Request& request, const Caller& caller);
  // Headers of the rule that counts this caller. Throws Refusal 429.
  HeaderList counted(const Caller& caller);

  Records& records_;
  SignIn sign_in_;
  std::map<std::string, std::pair<Time, int>> counts_{};  // user -> beginning of the hour, requests in it
};

}  // namespace itsm::simulators::servicenow
