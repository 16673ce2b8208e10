// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <mutex>
#include <string>
#include <unordered_set>

#include <itsm/host.hpp>

// What plugins and vendors said to each other in tests, kept so that somebody else's specification can judge
// it.
namespace itsm::testing {

struct Exchange {
  std::string_view by;  // who saw it: "fake_host", "simulator", …
  HttpRequest request;
  int status = 0;                // 0: there was no answer
  std::string_view answer = {};  // where the answer is worth judging, because a vendor made it
  std::string_view fault = {};   // what was done to the answer on purpose
};

namespace detail {

inline bool names_a_secret(std::string_view member) {
  for (const std::string_view word : {"password", "secret", "SECRET", "client_secret", "access_token",
                                      "refresh_token", "id_token", "code", "session", "rawToken"})
    if (member == word) return true;
  return false;
}

// An address may carry a secret as its parameter "token".
inline void mask_token(std::string& text) {
  for (const std::string_view before : {"?token=", "&token="})
    if (const auto at = text.find(before); at != std::string::npos)
      text.replace(at + before.size(), std::string::npos, "***");
}

inline void mask(Json& value) {
  if (value.is_string()) mask_token(value.get_ref<std::string&>());
  if (value.is_array())
    for (Json& element : value) mask(element);
  if (value.is_object())
    for (auto& [name, member] : value.items()) {
      if (names_a_secret(name) && (member.is_string() || member.is_structured())) {
        member = "***";
      } else {
        mask(member);
      }
    }
}

}  // namespace detail

// The JSON of a body with the secrets in it replaced, wherever they stand. Text that is not JSON is withheld.
inline Json without_secrets(std::string_view text) {
  if (text.empty()) return nullptr;
  auto json = parse_json(text);
  if (!json) return {{"withheld_bytes", text.size()}};
  detail::mask(*json);
  return *std::move(json);
}

// Appends the exchange as one line of JSON to a file of this process in the folder that the variable
// ITSM_RECORD_EXCHANGES names; without the variable, nothing happens. No credential is ever written: headers
// are kept by name, secrets in bodies are masked, and outside the vendor's API (log-in, consent) the query is
// left out. Repetitions are left out. Any thread.
inline void record_exchange(const Exchange& exchange) {
  static const char* const folder = std::getenv("ITSM_RECORD_EXCHANGES");
  if (folder == nullptr || *folder == '\0') return;

  Json headers = Json::object();
  const HttpResponse kept{0, exchange.request.headers, {}};
  for (const char* name : {"accept", "content-type", "user-agent"})
    if (const auto value = kept.header(name)) headers[name] = *value;
  std::string target = exchange.request.target;
  if (!target.starts_with("/rest/") && !target.starts_with("/ex/"))
    target.resize(std::min(target.find('?'), target.size()));
  Json document = {{"by", exchange.by},
                   {"method", exchange.request.method},
                   {"target", std::move(target)},
                   {"headers", std::move(headers)},
                   {"body", without_secrets(exchange.request.body)},
                   {"status", exchange.status}};
  if (!exchange.answer.empty()) document["answer"] = without_secrets(exchange.answer);
  if (!exchange.fault.empty()) document["fault"] = exchange.fault;
  const std::string line = dump(document);

  static std::mutex mutex;
  static std::unordered_set<std::size_t> written;
  const std::lock_guard lock(mutex);
  if (!written.insert(std::hash<std::string>()(line)).second) return;
  static std::ofstream file(
      std::string(folder) + "/" + std::string(exchange.by) + "-" + std::to_string(::getpid()) + ".jsonl",
      std::ios::app);
  file << line << '\n' << std::flush;
}

}  // namespace itsm::testing
