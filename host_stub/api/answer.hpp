// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/http/listener.hpp"

// What leaves: documents and problems.
namespace itsm::host::api {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kJsonLines = "application/x-ndjson";

// RFC 9457, with a stable code, what to do, and the places in the request that are wrong.
struct ProblemPlace {
  std::string pointer{};
  std::string reason{};

  static constexpr std::string_view kDocument = "problem_place";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("pointer", self.pointer, "JSON pointer into the body, or the name of a parameter.");
    visit.required("reason", self.reason, "What is wrong there.");
  }
};

struct ProblemDocument {
  std::string type = "about:blank";
  std::string title{};
  std::int64_t status = 500;
  std::string detail{};
  std::string code{};
  std::string remedy{};
  std::vector<ProblemPlace> errors{};

  static constexpr std::string_view kDocument = "problem";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("type", self.type, "about:blank: the code tells problems apart.");
    visit.required("title", self.title, "What the status means.");
    visit.required("status", self.status, "The HTTP status.");
    visit.required("detail", self.detail, "What happened, as a sentence.");
    visit.required("code", self.code, "Stable, for programs.");
    visit.optional("remedy", self.remedy, "What to do about it.");
    visit.optional("errors", self.errors, "Every place that is wrong.");
  }
};

// The HTTP status of a problem; the only place that decides it.
int status_of(const Problem& problem);

ProblemDocument document_of(const Problem& problem);

http::Response json_answer(const Json& document, int status = 200);
template <Document T>
http::Response document_answer(const T& document, int status = 200) {
  return json_answer(to_document(document), status);
}
http::Response problem_answer(const Problem& problem);

// The headers that every answer carries: nothing of it is to be kept, guessed at, framed or run by a browser,
// but for what the answer itself says about keeping and running it.
void add_security_headers(http::Response& response);

}  // namespace itsm::host::api
