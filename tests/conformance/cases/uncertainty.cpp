// SPDX-License-Identifier: Apache-2.0
// Lost, late and cancelled calls.
#include <algorithm>
#include <future>
#include <thread>

#include "tests/conformance/cases/questions.hpp"

namespace itsm::conformance {
namespace {

using std::chrono::milliseconds;

// Long enough for a loaded machine; what the cases look for would take the whole deadline or for ever.
constexpr milliseconds kPrompt{1000};

Question create_question(const Bench& bench) {
  const std::vector<Question> questions = bench.questions();
  return *std::ranges::find(questions, Operation::create, &Question::operation);
}

// That the plugin says of no element that it is settled, where nobody knows.
Judgement expect_uncertain(const Reply& reply) {
  if (reply.error() != nullptr) return expect_error(reply, {Status::uncertain});
  const auto* const text = std::get_if<std::string>(&reply.answer.body);
  if (text == nullptr) return failed("an answer", reply.seen());
  const Json result = Json::parse(*text);
  for (const Json& outcome : result.at("outcomes"))
    ITSM_CHECK(expect(outcome.at("kind") == "uncertain", "every element is uncertain", reply.seen()));
  return {};
}

// That there was one write. Where a read was the last request, its answer may have been too empty for more.
Judgement expect_one_write(const Bench& bench, SuiteHost& host, const std::string& seen) {
  std::string hint;
  if (const auto requests = host.requests(); !requests.empty() && requests.back().effect == Effect::read)
    hint = "; the last request was the read " + requests.back().target + ", which `reads` of the quirks " +
           (bench.quirks().reads.empty() ? "could answer" : "may answer wrongly");
  return expect(host.writes().size() == 1, "create makes exactly one write",
                std::to_string(host.writes().size()) + " writes; " + seen + hint);
}

// Answers the write so; reads before it, which a plugin may well make, as the quirks say.
Judgement create_whose_write(Bench& bench, const Result<HttpResponse>& answer,
                             const std::function<Judgement(const Reply&)>& judge) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().forget();
  bench.host().between([&](const auto&, const HttpRequest& request, const auto&) -> Result<HttpResponse> {
    if (request.effect == Effect::write) return answer;
    return read_answer(bench, request);
  });
  const Question question = create_question(bench);
  const Reply reply{question, desk->raw(question.operation, question.document), bench.host().requests()};
  ITSM_CHECK(expect_one_write(bench, bench.host(), reply.seen()));
  return judge(reply);
}

Judgement lost_create_is_uncertain(Bench& bench) {
  return create_whose_write(bench, failure(Status::uncertain, "the connection was lost"), expect_uncertain);
}

Judgement failed_create_is_uncertain(Bench& bench) {
  for (const int status : {500, 502, 503, 504})
    ITSM_CHECK(create_whose_write(bench, json_answer(status, "{}"), expect_uncertain));
  return {};
}

// The host takes any failure after a write for uncertain; a settled outcome it would believe.
Judgement unreadable_create_is_not_settled(Bench& bench) {
  for (const char* const body : {"{}", "[]", "<html></html>", "{\"id\": \"1", ""})
    for (const int status : {200, 201})
      ITSM_CHECK(create_whose_write(bench, json_answer(status, body), [](const Reply& reply) -> Judgement {
        if (reply.error() != nullptr) return expect_error(reply, {Status::uncertain, Status::bad_reply});
        return expect_uncertain(reply);
      }));
  return {};
}

Judgement recorded_write_is_passed_on(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().between([&](const auto&, const HttpRequest& request, const auto&) -> Result<HttpResponse> {
    if (request.effect == Effect::write) return failure(Status::recorded, "recorded in a dry run");
    return read_answer(bench, request);
  });
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    if (reply.requests.back().effect != Effect::write) return {};
    return expect_error(reply, {Status::recorded});
  });
}

Judgement failure_of_the_host_is_passed_on(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const Status status :
       {Status::unavailable, Status::misconfigured, Status::unauthenticated, Status::cancelled}) {
    bench.host().answer_all(failure(status, "the host says so"));
    ITSM_CHECK(
        ask_everything(bench, *desk, [&](const Reply& reply) { return expect_error(reply, {status}); }));
  }
  Error limited = failure(Status::rate_limited, "the host's own budget").error();
  limited.retry_after = milliseconds(2500);
  bench.host().answer_all(unexpected(limited));
  return ask_everything(bench, *desk, [](const Reply& reply) -> Judgement {
    ITSM_CHECK(expect_error(reply, {Status::rate_limited}));
    return expect(reply.error()->retry_after == milliseconds(2500), "the host's retry_after", reply.seen());
  });
}

Judgement ends_in_time(const Reply& reply, std::chrono::steady_clock::duration took, milliseconds allowed) {
  return expect(took < allowed,
                reply.question.name + " returns within " + std::to_string(allowed.count()) + " ms",
                "it took " + std::to_string(std::chrono::duration_cast<milliseconds>(took).count()) + " ms");
}

struct Timed {
  Reply reply;
  std::chrono::steady_clock::duration took;
};

// A question whose requests nobody answers, at a host of its own.
struct Hanging {
  Hanging(Vendor& vendor, const Question& asked) : question(asked), host(vendor) {
    host.between([this](const loader::CallContext& call, const HttpRequest& request, const auto&) {
      return hang(host, call, request);
    });
  }
  Timed ask() {
    const auto begin = std::chrono::steady_clock::now();
    loader::Answer answered = desk->raw(question.operation, question.document);
    return {{question, std::move(answered), host.requests()}, std::chrono::steady_clock::now() - begin};
  }

  const Question& question;
  SuiteHost host;
  std::unique_ptr<Desk> desk{};
  std::future<Timed> answer{};
};

Judgement hang_ends_at_deadline(Bench& bench) {
  constexpr milliseconds kDeadline{200};
  // All of them wait at the same time.
  NoVendor nobody;
  const std::vector<Question> questions = bench.questions();
  std::vector<std::unique_ptr<Hanging>> waiting;
  for (const Question& question : questions) {
    auto one = std::make_unique<Hanging>(nobody, question);
    ITSM_TRY(one->desk, bench.open(one->host, bench.configuration()));
    one->desk->set_patience(kDeadline);
    waiting.push_back(std::move(one));
  }
  for (const auto& one : waiting) one->answer = std::async(std::launch::async, [&one] { return one->ask(); });
  for (const auto& one : waiting) {
    const Timed timed = one->answer.get();
    const Reply& reply = timed.reply;
    if (reply.requests.empty()) continue;
    ITSM_CHECK(ends_in_time(reply, timed.took, kDeadline + kPrompt));
    ITSM_CHECK(expect(reply.requests.size() == 1, "nothing is sent after the deadline", reply.seen()));
    ITSM_CHECK(expect_error(reply, {Status::cancelled, Status::uncertain}));
  }
  return {};
}

Judgement cancel_returns_promptly(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  std::atomic<bool> cancelled = false;
  bench.host().between([&](const loader::CallContext& call, const HttpRequest& request, const auto&) {
    cancelled = true;
    return hang(bench.host(), call, request);
  });
  for (const Question& question : bench.questions()) {
    cancelled = false;
    bench.host().forget();
    loader::CallContext context = desk->context();
    context.cancelled = [&] { return cancelled.load(); };
    const auto begin = std::chrono::steady_clock::now();
    const Reply reply{question, desk->raw(question.operation, {question.document, {}}, context), {}};
    if (bench.host().requests().empty()) continue;
    ITSM_CHECK(ends_in_time(reply, std::chrono::steady_clock::now() - begin, kPrompt));
    ITSM_CHECK(
        expect(bench.host().requests().size() == 1, "nothing is sent after the cancellation", reply.seen()));
    ITSM_CHECK(expect_error(reply, {Status::cancelled, Status::uncertain}));
  }
  return {};
}

Judgement create_makes_exactly_one_write(Bench& bench) {
  const std::size_t batch = std::clamp<std::size_t>(bench.manifest().wire.batch, 1, 3);
  ITSM_TRY(const auto desk, bench.open());
  for (const int status : {200, 201, 400, 401, 429, 500}) {
    bench.host().between([&](const auto&, const HttpRequest& request, const auto&) -> Result<HttpResponse> {
      if (request.effect == Effect::read) return read_answer(bench, request);
      return json_answer(status, "{}", {{"Retry-After", "0"}});
    });
    bench.host().forget();
    const Question question = create_question(bench);
    Json document = Json::parse(question.document);
    while (document["drafts"].size() < batch) document["drafts"].push_back(document["drafts"][0]);
    const Reply reply{question, desk->raw(question.operation, dump(document)), {}};
    const std::vector<HttpRequest> requests = bench.host().requests();
    ITSM_CHECK(expect_one_write(bench, bench.host(), "whatever it is answered: " + std::to_string(status)));
    ITSM_CHECK(expect(requests.back().effect == Effect::write, "no request after the write",
                      requests.back().target));
  }
  return {};
}

}  // namespace

std::vector<Case> uncertainty_cases() {
  return {
      {"create-makes-exactly-one-write",
       "A batch is one write, and nothing is sent after it.",
       Needs::nothing,
       {},
       &create_makes_exactly_one_write},
      {"lost-create-is-uncertain",
       "A create whose answer was lost is uncertain, never refused and never made.",
       Needs::nothing,
       {},
       &lost_create_is_uncertain},
      {"failed-create-is-uncertain",
       "A create that a server failed at may have happened.",
       Needs::nothing,
       {},
       &failed_create_is_uncertain},
      {"unreadable-create-is-not-settled",
       "A create whose answer cannot be read is neither made nor refused.",
       Needs::nothing,
       {},
       &unreadable_create_is_not_settled},
      {"recorded-write-is-passed-on",
       "In a dry run the host's RECORDED reaches the host again.",
       Needs::nothing,
       {},
       &recorded_write_is_passed_on},
      {"failure-of-the-host-is-passed-on",
       "What the host says of a request that had no answer is what the operation answers.",
       Needs::nothing,
       {},
       &failure_of_the_host_is_passed_on},
      {"hang-ends-at-deadline",
       "A vendor that is silent costs the deadline and no more.",
       Needs::nothing,
       {},
       &hang_ends_at_deadline},
      {"cancel-returns-promptly",
       "A cancelled call returns at once and sends nothing more.",
       Needs::nothing,
       {},
       &cancel_returns_promptly},
  };
}

}  // namespace itsm::conformance
