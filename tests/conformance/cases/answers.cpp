// SPDX-License-Identifier: Apache-2.0
// What the plugin makes of a vendor's answers. The suite answers everything the same way.
#include <algorithm>

#include "tests/conformance/cases/questions.hpp"

namespace itsm::conformance {
namespace {

constexpr const char* kLoginPage =
    "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><form "
    "action=\"/login\"></form></body></html>";

// A success that is no answer of the API. After a write the outcome is open, and saying so is right as well.
Judgement expect_bad_reply(const Reply& reply) {
  if (reply.question.writes) return expect_error(reply, {Status::bad_reply, Status::uncertain});
  return expect_error(reply, {Status::bad_reply});
}

// Some writes are answered without a body where everything is well, so that nobody looks at one.
bool may_ignore_the_body(const Reply& reply) {
  return reply.question.writes && reply.question.operation != Operation::create &&
         reply.requests.size() == 1 && reply.error() == nullptr;
}

Judgement html_reply_is_bad_reply(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(HttpResponse{200, {{"Content-Type", "text/html;charset=UTF-8"}}, kLoginPage});
  return ask_everything(bench, *desk, expect_bad_reply);
}

Judgement broken_json_is_bad_reply(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const char* const body : {"{\"id\": \"1", "", "{} trailing", "\xff", "{\"n\": 1e999}"}) {
    bench.host().answer_all(json_answer(200, body));
    ITSM_CHECK(ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
      return may_ignore_the_body(reply) ? Judgement{} : expect_bad_reply(reply);
    }));
  }
  return {};
}

Judgement misshapen_reply_is_no_defect(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const char* const body :
       {"{}", "[]", "null", "\"text\"", "42", "[null]", "[[[]]]", "{\"id\": {}, \"key\": []}",
        "{\"values\": 1, \"issues\": 1, \"results\": 1, \"total\": \"x\"}"}) {
    bench.host().answer_all(json_answer(200, body));
    ITSM_CHECK(ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
      const Error* const error = reply.error();
      ITSM_CHECK(
          expect(!std::holds_alternative<loader::Fault>(reply.answer.body), "an answer", reply.seen()));
      ITSM_CHECK(expect(error == nullptr ||
                            (error->status != Status::internal && error->status != Status::invalid_argument),
                        std::string("an answer of ") + body + " is the vendor's fault, bad_reply",
                        reply.seen()));
      return {};
    }));
  }
  return {};
}

Judgement misshapen_reply_is_not_nothing(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(200, "{\"message\": \"moved\"}"));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    // A poll that begins now has nothing to show yet.
    if (reply.question.operation == Operation::changes) return {};
    return expect(reply.question.writes || reply.error() != nullptr,
                  "a success without what was asked for is an error, never \"there is nothing\"",
                  reply.seen());
  });
}

Judgement rate_limit_carries_retry_after(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(429, "{}", {{"Retry-After", "17"}}));
  ITSM_CHECK(ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    ITSM_CHECK(expect_error(reply, {Status::rate_limited}));
    const auto& wait = reply.error()->retry_after;
    return expect(wait && wait->count() == 17'000, "retry_after of 17,000 ms, as the vendor said",
                  wait ? std::to_string(wait->count()) + " ms" : "no retry_after");
  }));
  bench.host().answer_all(json_answer(429, "{}"));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    ITSM_CHECK(expect_error(reply, {Status::rate_limited}));
    return expect(!reply.error()->retry_after, "no retry_after where the vendor said nothing", reply.seen());
  });
}

// Every operation answers a status of the vendor with the same error.
template <int http_status>
Judgement answers_with(Bench& bench, std::initializer_list<Status> allowed) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(http_status, "{\"message\": \"no\"}"));
  return ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
    ITSM_CHECK(expect_error(reply, allowed));
    ITSM_CHECK(expect(reply.error()->vendor_http_status == http_status,
                      "the vendor's own status beside the code",
                      std::to_string(reply.error()->vendor_http_status)));
    return expect(!reply.error()->message.empty(), "a sentence for an operator", "an empty message");
  });
}

Judgement unauthenticated(Bench& bench) { return answers_with<401>(bench, {Status::unauthenticated}); }
Judgement forbidden(Bench& bench) { return answers_with<403>(bench, {Status::forbidden}); }

// A path and a body that speak of nothing that the vendor may not have.
bool names_nothing(const Bench& bench, const HttpRequest& request) {
  const Samples& samples = bench.quirks().samples;
  const std::string key(std::clamp<std::size_t>(bench.manifest().correlation.key_length, 1, 32), 'c');
  const auto is_in = [&](const std::string& name) {
    return !name.empty() &&
           (request.target.find(name) != std::string::npos || request.body.find(name) != std::string::npos);
  };
  const auto names = {samples.project.id,
                      samples.project.name,
                      samples.type.id,
                      samples.status.id,
                      samples.ticket.id,
                      samples.ticket.key,
                      key};
  return std::none_of(names.begin(), names.end(), is_in);
}

Judgement gone_endpoint_is_outdated(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  // Where nothing is named that may be missing, "not found" is said of the endpoint itself. A check may take
  // it for an address that is not the vendor's.
  bench.host().answer_all(json_answer(404, "{\"message\": \"not found\"}"));
  ITSM_CHECK(ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
    if (reply.requests.front().effect == Effect::write || !names_nothing(bench, reply.requests.front()))
      return {};
    return expect_error(reply, {Status::outdated, Status::gone, Status::misconfigured, Status::unsupported});
  }));
  bench.host().answer_all(json_answer(410, "{\"message\": \"this endpoint has been removed\"}"));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    if (reply.requests.front().effect == Effect::write)
      return {};  // of a ticket it may also mean that the ticket is gone
    return expect_error(reply, {Status::outdated, Status::gone});
  });
}

Judgement failed_read_is_unavailable(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const int status : {500, 502, 503, 504}) {
    bench.host().answer_all(json_answer(status, "{}"));
    ITSM_CHECK(ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
      if (reply.requests.back().effect == Effect::write) return {};
      return expect_error(reply, {Status::unavailable});
    }));
  }
  return {};
}

Judgement redirect_is_not_a_reply(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(HttpResponse{302, {{"Location", "https://login.example/"}}, ""});
  return ask_everything(bench, *desk, [](const Reply& reply) {
    return expect_error(
        reply, {Status::misconfigured, Status::unauthenticated, Status::bad_reply, Status::uncertain});
  });
}

Judgement answer_is_read_in_any_case(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(
      HttpResponse{429, {{"content-type", "application/json"}, {"retry-after", "5"}}, "{}"});
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    ITSM_CHECK(expect_error(reply, {Status::rate_limited}));
    return expect(reply.error()->retry_after == std::chrono::milliseconds(5000), "header names in any case",
                  reply.seen());
  });
}

}  // namespace

std::vector<Case> answer_cases() {
  return {
      {"html-reply-is-bad-reply",
       "A web page where the API was asked is bad_reply.",
       Needs::nothing,
       {},
       &html_reply_is_bad_reply},
      {"broken-json-is-bad-reply",
       "A body that cannot be read is bad_reply.",
       Needs::nothing,
       {},
       &broken_json_is_bad_reply},
      {"misshapen-reply-is-no-defect",
       "JSON of another shape than the API's is never the plugin's internal error.",
       Needs::nothing,
       {},
       &misshapen_reply_is_no_defect},
      {"misshapen-reply-is-not-nothing",
       "A success without what was asked for is never taken for an empty list.",
       Needs::nothing,
       {},
       &misshapen_reply_is_not_nothing},
      {"429-carries-retry-after",
       "A rate limit is rate_limited, with the vendor's waiting time where it names one.",
       Needs::nothing,
       {},
       &rate_limit_carries_retry_after},
      {"401-is-unauthenticated",
       "A refused credential is unauthenticated.",
       Needs::nothing,
       {},
       &unauthenticated},
      {"403-is-forbidden", "A missing permission is forbidden.", Needs::nothing, {}, &forbidden},
      {"gone-endpoint-is-outdated",
       "An endpoint that the vendor has removed is outdated, never an empty list.",
       Needs::nothing,
       {},
       &gone_endpoint_is_outdated},
      {"failed-read-is-unavailable",
       "A vendor in trouble is unavailable, so that the read is repeated later.",
       Needs::nothing,
       {},
       &failed_read_is_unavailable},
      {"redirect-is-not-a-reply",
       "A redirection is an error that an operator can act on.",
       Needs::nothing,
       {},
       &redirect_is_not_a_reply},
      {"header-names-in-any-case",
       "Headers of an answer are read whatever the case of their names.",
       Needs::nothing,
       {},
       &answer_is_read_in_any_case},
  };
}

}  // namespace itsm::conformance
