// SPDX-License-Identifier: Apache-2.0
// Documents and replies, whatever they are about.
#include <algorithm>
#include <set>
#include <thread>

#include "tests/conformance/cases/questions.hpp"

namespace itsm::conformance {
namespace {

Judgement open_makes_no_calls(Bench& bench) {
  Configuration nothing;
  Configuration half = bench.configuration();
  half.settings.clear();
  for (const Configuration& configuration : {bench.configuration(), half, nothing}) {
    const auto desk = bench.subject().open(bench.host(), dump(to_document(configuration)));
    if (!desk)
      ITSM_CHECK(
          expect(desk.error().status == Status::misconfigured,
                 "an incomplete configuration opens, since pickers help to complete it, or is misconfigured",
                 text_of(desk.error())));
  }
  return expect(bench.host().requests().empty(), "open sends nothing", "a request was sent");
}

// Not JSON, not an object, and an object whose members are of the wrong kind.
std::vector<std::string> broken(const Question& question) {
  std::vector<std::string> documents = {
      "", "{", "[]", "null", "\"text\"", "\xff\xfe", std::string(70, '[') + std::string(70, ']')};
  const Json right = Json::parse(question.document);
  for (const auto& [key, value] : right.items()) {
    Json wrong = right;
    wrong[key] = value.is_number() ? Json("seven") : Json(7);
    documents.push_back(dump(wrong));
  }
  return documents;
}

Judgement bad_document_is_invalid_argument(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const Question& question : bench.questions())
    for (const std::string& document : broken(question)) {
      const Reply reply{question, desk->raw(question.operation, document), {}};
      ITSM_CHECK(expect_error(reply, {Status::invalid_argument, Status::unsupported}));
      ITSM_CHECK(expect(bench.host().requests().empty(), "a broken document reaches no vendor",
                        question.name + " sent a request"));
    }
  const auto opened = bench.subject().open(bench.host(), "{\"settings\": 7}");
  return expect(!opened && opened.error().status == Status::invalid_argument,
                "open of a broken configuration is invalid_argument",
                opened ? "an instance" : text_of(opened.error()));
}

Judgement unknown_member_is_no_obstacle(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(failure(Status::unavailable, "nobody is there"));
  for (const Question& question : bench.questions()) {
    Json document = Json::parse(question.document);
    document["of_a_later_version"] = {{"any", Json::array({1, "two"})}};
    const Reply reply{question, desk->raw(question.operation, dump(document)), {}};
    const Error* const error = reply.error();
    ITSM_CHECK(expect(error == nullptr || error->status != Status::invalid_argument,
                      "members of a later version are passed over", reply.seen()));
  }
  return {};
}

Judgement reply_is_exactly_one(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  for (const int status : {200, 201, 204, 301, 400, 401, 403, 404, 408, 409, 410, 418, 422, 429, 500, 503})
    for (const char* const body : {"", "{}", "[]", "null", "<html></html>", "{\"total\":-1}"}) {
      bench.host().answer_all(json_answer(status, body));
      for (const Question& question : bench.questions()) {
        const Reply reply{question, desk->raw(question.operation, question.document), {}};
        ITSM_CHECK(expect(!std::holds_alternative<loader::Fault>(reply.answer.body),
                          question.name + " replies once, on the thread of the call", reply.seen()));
      }
    }
  return {};
}

// An instance of its own settings: those of an address differ, and so does what is asked of the host.
Judgement two_instances_do_not_share(Bench& bench) {
  NoVendor nobody;
  SuiteHost other(nobody);
  ITSM_TRY(const auto first, bench.open());
  ITSM_TRY(const auto second, bench.open(other, bench.configuration()));
  bench.host().answer_all(json_answer(401, "{}"));
  other.answer_all(json_answer(503, "{}"));
  for (const Question& question : bench.questions()) {
    if (question.writes) continue;
    bench.host().forget();
    other.forget();
    const Reply mine{question, first->raw(question.operation, question.document), {}};
    const auto asked = bench.host().requests().size();
    ITSM_CHECK(expect(other.requests().empty(), "an instance asks its own host only",
                      question.name + " asked the other one"));
    const Reply theirs{question, second->raw(question.operation, question.document), {}};
    ITSM_CHECK(expect(bench.host().requests().size() == asked && (asked == 0) == other.requests().empty(),
                      "both instances ask their own host", question.name + " did not"));
    if (asked == 0 || mine.error() == nullptr || theirs.error() == nullptr) continue;
    ITSM_CHECK(expect(mine.error()->status != theirs.error()->status, "each answers what its own vendor said",
                      mine.seen() + ", the other instance as well"));
  }
  return {};
}

Judgement several_threads_at_once(Bench& bench) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 25;
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(429, "{}", {{"Retry-After", "3"}}));
  std::map<std::string, std::string> alone;
  const std::vector<Question> questions = bench.questions();
  for (const Question& question : questions)
    alone[question.name] = Reply{question, desk->raw(question.operation, question.document), {}}.seen();

  std::mutex mutex;
  std::set<std::string> different;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round)
        for (const Question& question : questions) {
          const std::string seen =
              Reply{question, desk->raw(question.operation, question.document), {}}.seen();
          const std::lock_guard lock(mutex);
          if (seen != alone[question.name]) different.insert(seen);
        }
    });
  for (std::thread& thread : threads) thread.join();
  return expect(different.empty(), "the same answers as from one thread",
                different.empty() ? "" : *different.begin());
}

}  // namespace

std::vector<Case> contract_cases() {
  return {
      {"open-makes-no-calls",
       "An instance opens from any configuration, also an incomplete one, without a request.",
       Needs::nothing,
       {},
       &open_makes_no_calls},
      {"bad-document-is-invalid-argument",
       "A document that is not what the operation takes is refused before anything is sent.",
       Needs::nothing,
       {},
       &bad_document_is_invalid_argument},
      {"unknown-member-is-no-obstacle",
       "A member that a later version of the contract may add is passed over.",
       Needs::nothing,
       {},
       &unknown_member_is_no_obstacle},
      {"reply-is-exactly-one",
       "Every operation replies exactly once, whatever the vendor answers.",
       Needs::nothing,
       {},
       &reply_is_exactly_one},
      {"two-instances-do-not-share",
       "Two instances know nothing of each other.",
       Needs::nothing,
       {},
       &two_instances_do_not_share},
      {"several-threads-at-once",
       "Operations of one instance run on several threads at once and answer the same.",
       Needs::nothing,
       {},
       &several_threads_at_once},
  };
}

}  // namespace itsm::conformance
