// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/manners.hpp"

#include <strings.h>

#include <algorithm>

namespace itsm::conformance {
namespace {

constexpr std::size_t kShortestSecret = 4;  // a shorter text shows everywhere by chance

bool is_clean(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; });
}

bool belongs_to_host(const std::string& header) {
  for (const char* const name : {"Authorization", "Cookie", "Host", "Content-Length", "Connection"})
    if (strcasecmp(header.c_str(), name) == 0) return true;
  return false;
}

// Secret fields of the manifest only: an account's name may well be the subject of a sentence.
std::vector<std::string> secrets_of(const Bench& bench, const Target& target) {
  std::vector<std::string> secrets;
  for (const AuthScheme& scheme : bench.manifest().auth)
    for (const CredentialField& field : scheme.fields)
      if (const auto found = target.credentials.find(field.key);
          field.secret && found != target.credentials.end())
        if (std::string value = found->second.get<std::string>(); value.size() >= kShortestSecret)
          secrets.push_back(std::move(value));
  return secrets;
}

}  // namespace

Judgement judge_request(const Bench& bench, const HttpRequest& request) {
  const std::string asked = request.method + " " + request.target;
  const std::string auth = bench.configuration().auth;
  const bool declared = std::ranges::any_of(bench.manifest().origins, [&](const Origin& origin) {
    return origin.name == request.origin &&
           (origin.auth.empty() || std::ranges::find(origin.auth, auth) != origin.auth.end());
  });
  ITSM_CHECK(expect(declared,
                    "every request names an origin that the manifest declares for the auth scheme " + auth,
                    asked + " names '" + request.origin + "'"));
  ITSM_CHECK(expect(request.target.starts_with('/') && is_clean(request.target),
                    "a target begins with '/' and is percent-encoded", asked));
  ITSM_CHECK(expect(is_clean(request.method), "a method is one word", asked));
  for (const Header& header : request.headers) {
    ITSM_CHECK(expect(!belongs_to_host(header.name), "credentials and the connection are the host's",
                      asked + " has the header " + header.name));
    ITSM_CHECK(expect(header.value.find_first_of("\r\n") == std::string::npos, "headers are one line each",
                      asked + " has line breaks in " + header.name));
  }
  return {};
}

Judgement judge_manners(Bench& bench) {
  const std::vector<std::string> breaches = bench.subject().transcript().misbehaviours();
  ITSM_CHECK(
      expect(breaches.empty(), "the plugin keeps to the contract", breaches.empty() ? "" : breaches.front()));
  for (const HttpRequest& request : bench.host().requests()) ITSM_CHECK(judge_request(bench, request));
  if (!bench.has_target()) return {};
  for (const std::string& secret : secrets_of(bench, bench.target())) {
    const auto shows = [&](const std::string& text) { return text.find(secret) != std::string::npos; };
    for (const std::string& line : bench.host().log_lines())
      ITSM_CHECK(expect(!shows(line), "no credential shows in a log line",
                        "one does, in a line of " + std::to_string(line.size()) + " bytes"));
    for (const std::string& reply : bench.subject().transcript().replies())
      ITSM_CHECK(expect(!shows(reply), "no credential shows in a reply",
                        "one does, in a reply of " + std::to_string(reply.size()) + " bytes"));
  }
  return {};
}

}  // namespace itsm::conformance
