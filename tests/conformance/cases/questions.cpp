// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/cases/questions.hpp"

#include <algorithm>

namespace itsm::conformance {

std::string Reply::seen() const {
  const std::string who = question.name + " answers ";
  if (const auto* const fault = std::get_if<loader::Fault>(&answer.body))
    return question.name + ": the plugin " + fault->what;
  if (error() != nullptr) return who + text_of(*error());
  return who + std::get<std::string>(answer.body).substr(0, 300);
}

Judgement ask_everything(Bench& bench, Desk& desk, const std::function<Judgement(const Reply&)>& judge) {
  bool any = false;
  for (const Question& question : bench.questions()) {
    desk.host().forget();
    Reply reply{question, desk.raw(question.operation, question.document), {}};
    reply.requests = desk.host().requests();
    if (reply.requests.empty()) continue;
    any = true;
    ITSM_CHECK(judge(reply));
  }
  return expect(any, "some operation asks the vendor something", "none sends a request");
}

Judgement expect_error(const Reply& reply, std::initializer_list<Status> allowed) {
  std::string names;
  for (const Status status : allowed) names.append(names.empty() ? "" : " or ").append(name_of(status));
  const Error* const error = reply.error();
  return expect(error != nullptr && std::ranges::find(allowed, error->status) != allowed.end(),
                reply.question.name + " answers the error " + names, reply.seen());
}

HttpResponse read_answer(const Bench& bench, const HttpRequest& request) {
  for (const ReadAnswer& read : bench.quirks().reads)
    if (request.target.find(read.path) != std::string::npos) return json_answer(200, read.body);
  return json_answer(200, "{}");
}

HttpResponse json_answer(int status, std::string body, std::vector<Header> further) {
  HttpResponse answer{status, {{"Content-Type", "application/json;charset=UTF-8"}}, std::move(body)};
  answer.headers.insert(answer.headers.end(), further.begin(), further.end());
  return answer;
}

}  // namespace itsm::conformance
