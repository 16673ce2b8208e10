// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::sdp {

// What a handler throws when ServiceDesk Plus would refuse. `http` is what the code usually comes with; some
// builds answer 200 all the same.
struct Refusal {
  int http = 400;
  int code = 4001;
  std::string message{};
  std::vector<std::string> fields{};

  Json verdict() const;
};

Refusal invalid(std::string field, std::string message = "Invalid Input");
Refusal extra_key(std::string key);
Refusal mandatory(std::vector<std::string> fields);
Refusal forbidden();
// An id that nobody has is answered like a path that does not exist.
Refusal invalid_url();

}  // namespace itsm::simulators::sdp
