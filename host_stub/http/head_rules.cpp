// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/head_rules.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "host_stub/http/header_rules.hpp"

namespace itsm::host::http {
namespace {

std::size_t count(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(request.headers.begin(), request.headers.end(),
                    [&](const Header& header) { return same_name(header.name, name); }));
}

std::optional<Refusal> judge_framing(const RequestHead& head) {
  const auto lengths = count(head.request, "Content-Length");
  const auto codings = count(head.request, "Transfer-Encoding");
  const auto list =
      lengths == 1 && head.request.header("Content-Length")->find(',') != std::string_view::npos;
  if (list || lengths > 1 || codings > 1 || (lengths == 1 && codings == 1))
    return Refusal{400, "ambiguous_length", "The length of the request's body is given more than once."};
  if (codings == 1 && head.version == 10)
    return Refusal{400, "bad_request", "HTTP/1.0 has no Transfer-Encoding."};
  if (codings == 1 && !same_name(*head.request.header("Transfer-Encoding"), "chunked"))
    return Refusal{501, "transfer_encoding", "The only transfer encoding of this server is chunked."};
  return std::nullopt;
}

}  // namespace

Response problem_answer(const Refusal& refusal) {
  const nlohmann::json document{
      {"status", refusal.status}, {"code", refusal.code}, {"detail", refusal.detail}};
  Response response;
  response.status = refusal.status;
  response.headers.push_back({"Content-Type", "application/problem+json"});
  response.body = document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

std::optional<Refusal> judge_head(const RequestHead& head, std::size_t header_count) {
  if (head.version != 10 && head.version != 11)
    return Refusal{505, "http_version", "This server speaks HTTP/1.1 and HTTP/1.0."};
  if (head.request.headers.size() > header_count)
    return Refusal{431, "too_many_headers", "The request has more headers than this server takes."};
  if (head.version == 11 && count(head.request, "Host") != 1)
    return Refusal{400, "bad_request", "A request has exactly one Host header."};
  if (auto refusal = judge_framing(head)) return refusal;
  const auto expectation = head.request.header("Expect");
  if (expectation && !same_name(*expectation, "100-continue"))
    return Refusal{417, "expectation", "The only expectation that this server meets is 100-continue."};
  return std::nullopt;
}

std::optional<std::string> fault_of(const Response& response) {
  if (response.status < 200 || response.status > 599) return "the status " + std::to_string(response.status);
  for (const auto& header : response.headers) {
    if (!is_token(header.name)) return "a header whose name is not a token";
    if (!is_field_value(header.value)) return "control characters in the header " + header.name;
  }
  return std::nullopt;
}

std::string http_date(std::chrono::sys_seconds time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  // Names of days and months of its own: strftime's follow the locale.
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::array<char, 40> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%d # %Y %H:%M:%S GMT", &parts);
  std::string date = std::string(kDays[static_cast<std::size_t>(parts.tm_wday)]) + ", ";
  date.append(text.data(), length);
  return date.replace(date.find('#'), 1, kMonths[static_cast<std::size_t>(parts.tm_mon)]);
}

}  // namespace itsm::host::http
