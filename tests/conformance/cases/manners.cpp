// SPDX-License-Identifier: Apache-2.0
// How the plugin behaves towards the host.
#include <algorithm>

#include "tests/conformance/cases/questions.hpp"
#include "tests/conformance/manners.hpp"

namespace itsm::conformance {
namespace {

constexpr const char* kPlanted = "c0nf0rmance-planted-session-cookie";

Judgement requests_keep_to_the_manifest(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const char* const body : {"{}", "[]"}) {
    bench.host().answer_all(json_answer(200, body));
    ITSM_CHECK(ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
      for (const HttpRequest& request : reply.requests) ITSM_CHECK(judge_request(bench, request));
      return {};
    }));
  }
  return {};
}

Judgement reads_are_marked_as_reads(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(200, "{}"));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    if (reply.question.writes) return {};
    for (const HttpRequest& request : reply.requests)
      ITSM_CHECK(expect(request.effect == Effect::read, reply.question.name + " only reads",
                        request.method + " " + request.target + " is marked as a write"));
    return {};
  });
}

Judgement writes_are_marked_as_writes(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(200, "{}"));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    for (const HttpRequest& request : reply.requests) {
      const bool changes = request.method == "PUT" || request.method == "DELETE" || request.method == "PATCH";
      ITSM_CHECK(expect(!changes || request.effect == Effect::write, request.method + " is marked as a write",
                        request.target));
      ITSM_CHECK(expect(request.effect == Effect::read || request.cache.count() == 0, "a write is not cached",
                        request.target));
    }
    return {};
  });
}

Judgement no_secret_in_logs_or_replies(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  const auto shows = [](const std::string& text) { return text.find(kPlanted) != std::string::npos; };
  for (const int status : {200, 400, 401, 403, 404, 429, 500}) {
    bench.host().answer_all(json_answer(
        status, "{\"message\": \"see the header\"}",
        {{"Set-Cookie", std::string("SESSION=") + kPlanted + "; HttpOnly"}, {"X-Session-Token", kPlanted}}));
    ITSM_CHECK(ask_everything(bench, *desk, [&](const Reply& reply) -> Judgement {
      for (const HttpRequest& request : reply.requests) {
        const bool in_header =
            std::ranges::any_of(request.headers, [&](const Header& h) { return shows(h.value); });
        ITSM_CHECK(expect(!in_header && !shows(request.target) && !shows(request.body),
                          "a cookie goes nowhere", request.target));
      }
      return expect(!shows(reply.seen()), "no secret in a reply", reply.question.name + " repeats a cookie");
    }));
  }
  for (const std::string& line : bench.host().log_lines())
    ITSM_CHECK(expect(!shows(line), "no secret in a log line", "a line repeats a cookie"));
  return {};
}

Judgement secret_stays_a_marker(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().between([&](const auto&, const HttpRequest& request, const auto&) -> Result<HttpResponse> {
    return read_answer(bench, request);
  });
  const std::string address = "host.example/hooks/1?token=${secret:webhook}";
  const auto made = desk->subscribe({"https://" + address, {bench.quirks().samples.project}});
  const std::vector<HttpRequest> writes = bench.host().writes();
  if (writes.empty() && bench.has_target() && !bench.target().webhooks_by_hand.empty())
    return inapplicable(bench.target().webhooks_by_hand);
  if (writes.empty())
    return skipped("subscribe writes nothing: " +
                   (made ? std::string("it succeeds") : text_of(made.error())));
  for (const HttpRequest& request : writes)
    if (request.body.find("host.example") != std::string::npos)
      ITSM_CHECK(expect(request.body.find(address) != std::string::npos,
                        "the address with its marker reaches the host as it is", request.body));
  return {};
}

Judgement one_log_line_is_one_line(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(
      400, "{\"message\": \"first\\nsecond\\u0007\\u001b[31m\", \"errorMessages\": [\"first\\nsecond\"]}"));
  ITSM_CHECK(ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    if (reply.error() == nullptr) return {};
    const auto& message = reply.error()->message;
    return expect(message.find('\n') == std::string::npos && message.find('\x1b') == std::string::npos &&
                      message.size() < 4000,
                  "a message is one line without control characters, of less than 4,000 bytes", message);
  }));
  for (const std::string& line : bench.host().log_lines())
    ITSM_CHECK(expect(line.find('\n') == std::string::npos, "one line each", line));
  return {};
}

}  // namespace

std::vector<Case> manners_cases() {
  return {
      {"requests-keep-to-the-manifest",
       "Requests go to declared origins, by clean targets, without headers that are the host's.",
       Needs::nothing,
       {},
       &requests_keep_to_the_manifest},
      {"reads-are-marked-as-reads",
       "An operation that only reads sends nothing that counts as a write.",
       Needs::nothing,
       {},
       &reads_are_marked_as_reads},
      {"writes-are-marked-as-writes",
       "PUT, PATCH and DELETE count as writes, and no write is cached.",
       Needs::nothing,
       {},
       &writes_are_marked_as_writes},
      {"no-secret-in-logs-or-replies",
       "A session that the vendor hands out shows in no log line, no reply and no request.",
       Needs::nothing,
       {},
       &no_secret_in_logs_or_replies},
      {"secret-stays-a-marker",
       "A ${secret:...} that the host gave comes back to it unchanged.",
       Needs::nothing,
       {Operation::subscribe},
       &secret_stays_a_marker},
      {"messages-are-one-line",
       "Messages are one line of printable text, whatever the vendor wrote.",
       Needs::nothing,
       {},
       &one_log_line_is_one_line},
  };
}

}  // namespace itsm::conformance
