// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/idempotent.hpp"

#include <algorithm>
#include <fstream>

#include "host_stub/api/answer.hpp"
#include "host_stub/core/digest.hpp"
#include "host_stub/store/idempotency.hpp"

namespace itsm::host::api {
namespace {

constexpr std::size_t kLongestKey = 255;
constexpr std::chrono::hours kRememberedFor{24};
// Longer than any request may take. A key whose process died is free again afterwards.
constexpr std::chrono::minutes kRunningFor{15};

std::string digest_of(const http::Request& request) {
  std::string body;
  if (request.body_file.empty()) {
    body = sha256_hex(request.body);
  } else {
    std::ifstream file(request.body_file, std::ios::binary);
    body = sha256_hex(file);
  }
  return sha256_hex(request.method + " " + request.target + "\n" + body);
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kLongestKey &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// The answer as it is remembered: the headers that its route gave it, and its body.
std::string frozen(const http::Response& response) {
  Json headers = Json::array();
  for (const auto& header : response.headers) headers.push_back({header.name, header.value});
  return dump({{"headers", std::move(headers)}, {"body", response.body}});
}

http::Response thawed(int status, const std::string& answer) {
  const Json stored = Json::parse(answer);
  http::Response response;
  response.status = status;
  for (const auto& header : stored.at("headers"))
    response.headers.push_back({header.at(0).get<std::string>(), header.at(1).get<std::string>()});
  response.body = stored.at("body").get<std::string>();
  return response;
}

class Once {
 public:
  Once(Backend& backend, CompanyId company, store::IdempotencyKey key)
      : services_(backend.services), company_(company), key_(std::move(key)) {}

  Result<store::RememberedAnswer> claim() {
    const Time now = services_.clock.now();
    return services_.database.in_company(company_, [&](store::Transaction& transaction) {
      return store::claim_idempotency_key(transaction, key_, now, now + kRunningFor);
    });
  }

  // An answer that cannot be remembered is given all the same: what it tells has happened.
  void remember(const http::Response& response) {
    const std::string answer = frozen(response);
    const auto done = services_.database.in_company(company_, [&](store::Transaction& transaction) {
      return response.status >= 500 || response.status == 429
                 ? store::release_idempotency_key(transaction, key_)
                 : store::remember_answer(transaction, key_, response.status, answer,
                                          services_.clock.now() + kRememberedFor);
    });
    if (!done) services_.log.warning("answer_not_remembered", done.error().message);
  }

 private:
  services::Services& services_;
  CompanyId company_;
  store::IdempotencyKey key_;
};

// Remembered when it has ended. A client that goes away in the middle is told everything when it repeats the
// request.
void remember_stream(http::Response& response, Once once) {
  response.stream = [inner = std::move(response.stream), head = response,
                     once](const http::ChunkWriter& write) mutable {
    head.stream = {};
    inner([&](std::string_view piece) {
      head.body += piece;
      write(piece);
      return true;
    });
    once.remember(head);
  };
}

std::string identity_of(const services::Caller& caller) {
  if (!caller.token) return caller.actor();
  return "token " + std::to_string(caller.home.value) + "." + std::to_string(caller.token->value);
}

}  // namespace

Result<http::Response> answer_once(Backend& backend, const Call& call,
                                   const std::function<Result<http::Response>()>& handle) {
  const auto header = call.request.header("Idempotency-Key");
  if (!header) return handle();
  if (!is_key(*header))
    return problem(ProblemKind::invalid, "idempotency_key_wrong",
                   "the Idempotency-Key has blanks, other than ASCII characters, or more than 255 of them",
                   "send a UUID, for example");
  Once once(backend, call.company, {identity_of(call.caller), std::string(*header), digest_of(call.request)});
  ITSM_TRY(const store::RememberedAnswer remembered, once.claim());
  if (!remembered.fresh) {
    if (!remembered.same_request)
      return problem(ProblemKind::conflict, "idempotency_key_reused",
                     "this Idempotency-Key stands for another request", "send a new key with a new request");
    if (!remembered.status)
      return problem(ProblemKind::conflict, "request_running", "the first request of this key still runs",
                     "wait a moment and send it again");
    return thawed(*remembered.status, remembered.answer);
  }
  auto answered = handle();
  if (!answered) {
    once.remember(problem_answer(answered.error()));
  } else if (answered->stream) {
    remember_stream(*answered, std::move(once));
  } else {
    once.remember(*answered);
  }
  return answered;
}

}  // namespace itsm::host::api
