// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include "tests/unit/integrations/keeping.hpp"

namespace itsm::host::integrations::test {
namespace {

// Gives a new session for each log-in.
void give_sessions(Keeping& k) {
  auto number = std::make_shared<std::atomic<int>>(0);
  k.vendor->instead = [number](const http::OutboundRequest& request) {
    const Json body = Json::parse(request.body);
    if (body.at("password") != "canary-\"pass\"") return HttpResponse{401, {}, "{}"};
    return HttpResponse{
        200,
        {},
        dump({{"session", {{"name", "SESSION"}, {"value", "session-" + std::to_string(++*number)}}}})};
  };
}

TEST_CASE("a session is logged in once and kept for its life") {
  const auto k = keeping("session");
  if (!k) return;
  give_sessions(*k);
  SessionKeeper sessions(*k->secrets, k->clock, *k->log);
  CHECK(expect(sessions.token(k->account, "")) == "session-1");
  CHECK(expect(sessions.token(k->account, "")) == "session-1");
  CHECK(k->vendor->targets() == std::vector<std::string>{"/app/session"});
  k->clock.advance(std::chrono::minutes(11));
  CHECK(expect(sessions.token(k->account, "")) == "session-2");
  CHECK(k->log->redactor().redact("SESSION=session-2") == "SESSION=[secret]");
}

TEST_CASE("a session that the vendor refuses is replaced by one log-in, however many noticed it") {
  const auto k = keeping("session");
  if (!k) return;
  give_sessions(*k);
  SessionKeeper sessions(*k->secrets, k->clock, *k->log);
  expect(sessions.token(k->account, ""));
  std::vector<std::string> had(8);
  {
    std::vector<std::jthread> threads;
    for (auto& token : had)
      threads.emplace_back([&] {
        const auto answer = sessions.token(k->account, "session-1");
        token = answer ? *answer : answer.error().message;
      });
  }
  for (const auto& token : had) CHECK(token == "session-2");
}

TEST_CASE("a refused log-in is not tried again with the same password, which would lock the account") {
  const auto k = keeping("session");
  if (!k) return;
  give_sessions(*k);
  SessionKeeper sessions(*k->secrets, k->clock, *k->log);
  k->set("password", "wrong-one");
  for (int i = 0; i < 3; ++i) {
    const auto refused = sessions.token(k->account, "");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "login_refused");
    CHECK(refused.error().message.find("401") != std::string::npos);
  }
  CHECK(k->vendor->requests() == 1);
  k->set("password", "canary-\"pass\"");
  CHECK(expect(sessions.token(k->account, "")) == "session-1");
}

TEST_CASE("a log-in page instead of a session is a refusal, an overloaded vendor is not") {
  const auto k = keeping("session");
  if (!k) return;
  SessionKeeper sessions(*k->secrets, k->clock, *k->log);
  k->vendor->instead = [](const auto&) { return HttpResponse{503, {}, "<html>"}; };
  CHECK(sessions.token(k->account, "").error().kind == ProblemKind::unavailable);
  k->clock.advance(std::chrono::seconds(6));
  k->vendor->instead = [](const auto&) { return HttpResponse{200, {}, "<html>log in</html>"}; };
  CHECK(sessions.token(k->account, "").error().code == "login_refused");
}

}  // namespace
}  // namespace itsm::host::integrations::test
