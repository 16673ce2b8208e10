// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/control/request_log.hpp"

#include <itsm/testing/recording.hpp>
#include <regex>

namespace itsm::simulators {
namespace {

constexpr std::size_t kKept = 100'000;

// Answers that were broken on purpose are not worth judging.
void record(std::string_view vendor, const Request& request, const Answer& answer, int status,
            const std::string& fault) {
  itsm::testing::Exchange exchange{vendor, {}, status};
  exchange.fault = fault;
  if (fault.empty()) exchange.answer = answer.body;
  exchange.request.method = request.method;
  exchange.request.target = request.target;
  for (const auto& [name, value] : request.headers) exchange.request.headers.push_back({name, value});
  exchange.request.body = request.body;
  itsm::testing::record_exchange(exchange);
}

// Log-ins and token requests carry credentials in their bodies, as JSON or as a form.
std::string without_secrets(const Request& request) {
  if (request.path.find("/auth") == std::string::npos && request.path.find("/oauth") == std::string::npos)
    return request.body;
  static const std::regex kSecret(
      R"re(("?(?:client_secret|refresh_token|code|password|os_password)"?\s*[:=]\s*"?)[^"&]*)re");
  return std::regex_replace(request.body, kSecret, "$1***");
}

}  // namespace

void RequestLog::add(std::string_view vendor, const Request& request, const Answer& answer,
                     const std::string& fault) {
  const int status = answer.drop_connection ? 0 : answer.status;
  record(vendor, request, answer, status, fault);
  auto headers = Json::array();
  for (const auto& [name, value] : request.headers) {
    const bool secret =
        same_word(name, "Authorization") || same_word(name, "Cookie") || same_word(name, "x-sn-apikey");
    headers.push_back(
        {{"name", name}, {"value", secret ? value.substr(0, value.find(' ')) + " ***" : value}});
  }
  const auto question = request.target.find('?');
  Json document{{"method", request.method},
                {"target", request.target},
                {"path", request.path},
                {"query", question == std::string::npos ? "" : request.target.substr(question + 1)},
                {"headers", std::move(headers)},
                {"body", without_secrets(request)},
                {"status", status}};
  if (!fault.empty()) document["fault"] = fault;
  const std::lock_guard lock(mutex_);
  document["number"] = ++last_;
  entries_.push_back({last_, std::move(document)});
  if (entries_.size() > kKept) entries_.pop_front();
}

Json RequestLog::list(const std::string& method, const std::string& path_part) const {
  const std::lock_guard lock(mutex_);
  auto out = Json::array();
  for (const auto& entry : entries_) {
    const auto& document = entry.document;
    if (!method.empty() && document["method"] != method) continue;
    if (document["path"].get_ref<const std::string&>().find(path_part) == std::string::npos) continue;
    out.push_back(document);
  }
  return out;
}

void RequestLog::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

}  // namespace itsm::simulators
