// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/answer.hpp"

#include <array>

namespace itsm::host::api {
namespace {

// Problems of HTTP itself, for which the host has no kind of its own.
constexpr std::array<std::pair<std::string_view, int>, 2> kStatusOfCode{
    {{"method_not_allowed", 405}, {"unsupported_media_type", 415}}};

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

}  // namespace

int status_of(const Problem& problem) {
  for (const auto& [code, status] : kStatusOfCode)
    if (problem.code == code) return status;
  switch (problem.kind) {
    case ProblemKind::invalid:
      return 400;
    case ProblemKind::unauthenticated:
      return 401;
    case ProblemKind::forbidden:
      return 403;
    case ProblemKind::not_found:
      return 404;
    case ProblemKind::conflict:
      return 409;
    case ProblemKind::too_large:
      return 413;
    case ProblemKind::throttled:
      return 429;
    case ProblemKind::unavailable:
      return 503;
    case ProblemKind::internal:
      return 500;
  }
  return 500;
}

ProblemDocument document_of(const Problem& problem) {
  ProblemDocument document;
  document.status = status_of(problem);
  document.title = title_of(status_of(problem));
  document.detail = problem.message;
  document.code = problem.code;
  document.remedy = problem.remedy;
  for (const auto& complaint : problem.complaints)
    document.errors.push_back({complaint.where, complaint.what});
  return document;
}

http::Response json_answer(const Json& document, int status) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(kJson)});
  response.body = dump(document);
  return response;
}

http::Response problem_answer(const Problem& problem) {
  http::Response response = document_answer(document_of(problem), status_of(problem));
  response.headers = {{"Content-Type", std::string(kProblemJson)}};
  if (response.status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

void add_security_headers(http::Response& response) {
  static const std::vector<Header> kHeaders{
      {"X-Content-Type-Options", "nosniff"},
      {"Cache-Control", "no-store"},
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  for (const auto& header : kHeaders)
    if (std::none_of(response.headers.begin(), response.headers.end(),
                     [&header](const auto& own) { return own.name == header.name; }))
      response.headers.push_back(header);
}

}  // namespace itsm::host::api
