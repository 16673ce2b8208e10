// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/sign_in_flight.hpp"

#include <set>

#include "host_stub/vault/random.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host::services {
namespace {

const Time kNow{std::chrono::seconds(1'800'000'000)};

std::string code_of(const std::string& browser, const std::string& state, Time now = kNow) {
  const auto flight = flight_of(browser, state, now);
  return flight ? "" : flight.error().code;
}

TEST_CASE("the browser that began a sign-in has its nonce, its verifier and its page again") {
  const std::string browser = vault::random_token();
  REQUIRE(is_browser_value(browser));
  const SignInFlight begun = begin_flight(browser, "/findings?severity=high", kNow);
  const auto back = flight_of(browser, begun.state, kNow + std::chrono::minutes(9));
  REQUIRE(back);
  CHECK(back->nonce == begun.nonce);
  CHECK(back->verifier == begun.verifier);
  CHECK(back->to == "/findings?severity=high");
  CHECK(back->verifier.size() >= 43);
  // Nothing of it stands for another part, and a second tab has its own.
  const SignInFlight other = begin_flight(browser, "/", kNow);
  CHECK(std::set<std::string>{begun.state, begun.nonce, begun.verifier, other.state, other.nonce,
                              other.verifier}
            .size() == 6);
  CHECK(begun.state.find(browser) == std::string::npos);
}

TEST_CASE("a state of another browser, a changed one and an old one are told apart and refused") {
  const std::string browser = vault::random_token();
  const std::string state = begin_flight(browser, "/findings", kNow).state;
  CHECK(code_of("", state) == "sign_in_other_browser");
  CHECK(code_of("short", state) == "sign_in_other_browser");
  CHECK(code_of(vault::random_token(), state) == "sign_in_state_wrong");
  CHECK(code_of(browser, state, kNow + kTimeToSignInByProvider) == "sign_in_expired");
  CHECK(code_of(browser, state, kNow - std::chrono::hours(1)) == "sign_in_state_wrong");
  for (std::size_t i = 0; i < state.size(); ++i) {
    std::string changed = state;
    changed[i] = changed[i] == '1' ? '2' : '1';
    INFO(changed);
    CHECK(!code_of(browser, changed).empty());
  }
  for (const auto* const none : {"", ".", "...", "1.2", "-5.a.b.c", "99999999999999999999.a.b.c", "x.a.b.c"})
    CHECK(code_of(browser, none) == "sign_in_state_wrong");
}

TEST_CASE("nobody comes from a sign-in to a page outside this host") {
  CHECK(page_inside("/tickets?company=acme") == "/tickets?company=acme");
  for (const auto* const outside : {"", "tickets", "//example.com", "/\\example.com", "https://example.com/",
                                    "/a\r\nSet-Cookie: x", "/a b", "/api/v1/session"})
    CHECK(page_inside(outside) == "/");
  CHECK(page_inside("/" + std::string(1000, 'a')) == "/");
}

}  // namespace
}  // namespace itsm::host::services
