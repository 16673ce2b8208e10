// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/sdp/refusal.hpp"
#include "tests/simulators/sdp/store.hpp"

namespace itsm::simulators::sdp {

// One request on its way through a handler, whose caller is known.
struct Call {
  const Request& request;
  Store& store;
  const Person& caller;
  Json input{};                         // of input_data; an empty object where there is none
  std::vector<std::string> captures{};  // the variable parts of the path

  // The ticket that the path names. Throws Refusal.
  Ticket& ticket() const;
};

// input_data of the query or of a form. Throws Refusal.
Json input_of(const Request& request);

// Only these members may stand in an object. Throws Refusal.
void expect_keys(const Json& object, const std::vector<std::string>& known);

// What a successful answer holds besides the verdict; lists come with a list of verdicts.
Answer answer(const Store& store, Json body, int http = 200, bool list = false);
Answer answer(const Store& store, const Refusal& refused);

}  // namespace itsm::simulators::sdp
