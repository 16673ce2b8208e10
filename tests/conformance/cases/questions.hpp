// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {

// What one question came to.
struct Reply {
  const Question& question;
  loader::Answer answer;
  std::vector<HttpRequest> requests;

  const Error* error() const { return std::get_if<Error>(&answer.body); }
  std::string seen() const;  // for a finding
};

// Puts every question to the plugin and judges each reply. Left out are operations that the class does not
// have and questions that need no vendor, since they show nothing. Fails when that leaves none.
Judgement ask_everything(Bench& bench, Desk& desk, const std::function<Judgement(const Reply&)>& judge);

// The reply is an error of one of these kinds.
Judgement expect_error(const Reply& reply, std::initializer_list<Status> allowed);

// For cases that let reads pass and judge the write: what the quirks say of the read, else an empty object.
HttpResponse read_answer(const Bench& bench, const HttpRequest& request);

HttpResponse json_answer(int status, std::string body, std::vector<Header> further = {});

}  // namespace itsm::conformance
