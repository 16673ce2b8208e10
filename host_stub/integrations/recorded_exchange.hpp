// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include <itsm/json.hpp>

#include "host_stub/http/client.hpp"
#include "host_stub/observe/redaction.hpp"

namespace itsm::host::integrations {

// What a vendor was asked and what it answered, without credentials: a line of a recording.
struct RecordedExchange {
  std::string at{};
  std::string method{};
  std::string base_url{};
  std::string target{};
  std::string body{};
  int status = 0;
  std::map<std::string, std::string> headers{};
  std::string answer{};
  std::string failure{};
  std::string message{};
  bool left = false;

  static constexpr std::string_view kDocument = "recorded_exchange";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("at", self.at, "When it was asked, RFC 3339.");
    visit.required("method", self.method, "Of the request.");
    visit.required("base_url", self.base_url, "Scheme, host and port.");
    visit.required("target", self.target, "Path and query.");
    visit.optional("body", self.body, "Of the request.");
    visit.optional("status", self.status, "Of the answer; absent: there was none.");
    visit.optional("headers", self.headers, "Of the answer, those that mean something to a plugin.");
    visit.optional("answer", self.answer, "Its body.");
    visit.optional("failure", self.failure, "Why there was no answer: the transport's code.");
    visit.optional("message", self.message, "The same for people.");
    visit.optional("left", self.left, "No answer, and the request may have been executed.");
  }
};

// The request's body as a recording has it.
std::string shown_body(const http::OutboundRequest& request, const observe::Redactor& redactor);

// Every secret that the redactor knows is masked, and so are members of JSON that are secrets by their names.
// What is sent to get a token is withheld as a whole.
RecordedExchange recorded(const http::OutboundRequest& request,
                          const itsm::Result<HttpResponse, http::TransportFailure>& answer,
                          const observe::Redactor& redactor, Time now);

}  // namespace itsm::host::integrations
