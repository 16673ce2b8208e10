// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/sign_in_flight.hpp"

#include <algorithm>
#include <charconv>

#include "host_stub/core/text.hpp"
#include "host_stub/integrations/encoding.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kLongestPage = 600;
constexpr std::size_t kLongestState = 2000;
constexpr std::size_t kSizeOfBrowserValue = 43;  // 32 bytes
constexpr std::chrono::minutes kClocksOfHosts{1};

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_';
}

std::string part_of_flight(const std::string& browser, const char* what, std::string_view said) {
  return integrations::base64url(vault::hmac_sha256(browser, std::string(what) + " " + std::string(said)));
}

std::string page_in(std::string_view encoded) {
  std::string text(encoded);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return page_inside(vault::from_base64(text).value_or(""));
}

SignInFlight flight_with(const std::string& browser, const std::string& said, std::string to) {
  return {said + "." + part_of_flight(browser, "state", said), part_of_flight(browser, "nonce", said),
          part_of_flight(browser, "verifier", said), std::move(to)};
}

Unexpected<Problem> state_wrong() {
  return problem(ProblemKind::forbidden, "sign_in_state_wrong",
                 "the provider's answer does not belong to a sign-in that was begun here",
                 "sign in from this host's own sign-in page");
}

}  // namespace

SignInFlight begin_flight(const std::string& browser, const std::string& to, Time now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const std::string page = page_inside(to);
  const std::string said =
      std::to_string(seconds) + "." + vault::random_token(16) + "." + integrations::base64url(page);
  return flight_with(browser, said, page);
}

Result<SignInFlight> flight_of(const std::string& browser, const std::string& state, Time now) {
  const auto first = state.find('.');
  const auto last = state.rfind('.');
  if (state.size() > kLongestState || std::count(state.begin(), state.end(), '.') != 3) return state_wrong();
  std::int64_t seconds = 0;
  const auto parsed = std::from_chars(state.data(), state.data() + first, seconds);
  constexpr std::int64_t kFarAway = 100'000'000'000;
  if (parsed.ec != std::errc() || parsed.ptr != state.data() + first || seconds < 0 || seconds > kFarAway)
    return state_wrong();
  const Time begun{std::chrono::seconds(seconds)};
  if (begun > now + kClocksOfHosts) return state_wrong();
  if (begun + kTimeToSignInByProvider <= now)
    return problem(ProblemKind::forbidden, "sign_in_expired",
                   "the sign-in at the provider took more than ten minutes", "sign in again");
  if (!is_browser_value(browser))
    return problem(ProblemKind::forbidden, "sign_in_other_browser",
                   "this sign-in was begun in another browser, or this one keeps no cookies",
                   "sign in again, in this browser, from beginning to end");
  const std::string said = state.substr(0, last);
  const auto middle = said.find('.', first + 1);
  SignInFlight flight = flight_with(browser, said, page_in(std::string_view(said).substr(middle + 1)));
  if (!vault::constant_time_equal(flight.state, state)) return state_wrong();
  return flight;
}

std::string page_inside(const std::string& to) {
  const bool plain =
      std::all_of(to.begin(), to.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  const bool inside = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/api/");
  return plain && inside && to.size() <= kLongestPage ? to : "/";
}

bool is_browser_value(const std::string& browser) {
  return browser.size() == kSizeOfBrowserValue && std::all_of(browser.begin(), browser.end(), is_base64url);
}

}  // namespace itsm::host::services
