// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>

#include <itsm/plugin.hpp>

// What every request to REST2, the API of Request Tracker, and every answer of it have in common.
namespace request_tracker {

using namespace itsm;

inline std::string escaped(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text)
    if (std::isalnum(c) != 0 || c == '-' || c == '_')
      out += static_cast<char>(c);
    else
      out.append({'%', kDigits[c >> 4], kDigits[c & 15]});
  return out;
}

inline std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Ids are numbers in some answers and texts in others.
inline std::string text_of(const Json& value) {
  return value.is_number() ? dump(value) : value.get<std::string>();
}

// One line for a person, whatever stands in the answer.
inline std::string told(const Json& message) {
  std::string text = message.is_string() ? message.get<std::string>() : "no reason is given";
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == '\x7f'; }, ' ');
  return text.substr(0, 500);
}

inline Error error_of(const HttpResponse& answer, Status not_found, Status in_trouble) {
  const std::map<int, std::pair<Status, std::string>> meanings = {
      {400, {Status::invalid_argument, "Request Tracker refuses the request"}},
      {401, {Status::unauthenticated, "Request Tracker does not accept the credential"}},
      {403, {Status::forbidden, "Request Tracker does not allow this account to do that"}},
      {404, {not_found, "Request Tracker has nothing there"}},
      {410, {Status::outdated, "Request Tracker no longer has this part of its API"}},
      {412, {Status::conflict, "the ticket has changed at Request Tracker since it was read"}},
      {429, {Status::rate_limited, "something before Request Tracker limits requests"}}};
  Error error{in_trouble, "Request Tracker has trouble", answer.status, {}, {}, {}};
  if (answer.status < 500)
    error = {Status::misconfigured, "there is no Request Tracker", answer.status, {}, {}, {}};
  if (const auto known = meanings.find(answer.status); known != meanings.end())
    std::tie(error.status, error.message) = known->second;
  if (const auto body = parse_json(answer.body); body && body->is_object() && body->contains("message"))
    error.message += ": " + told(body->at("message"));
  if (const auto seconds = number_in(answer.header("Retry-After").value_or("")))
    error.retry_after = std::chrono::seconds(*seconds);
  return error;
}

struct Answer {
  Json body;
  std::string version;  // the ETag: the number of the record's last transaction
  std::string made;     // by a POST: the last word of its Location
};

inline Result<Answer> answered(const Result<HttpResponse>& sent, Status not_found, Status in_trouble) {
  if (!sent) return unexpected(sent.error());
  if (sent->status >= 300) return unexpected(error_of(*sent, not_found, in_trouble));
  auto body = parse_json(sent->body);
  if (!body) return failure(Status::bad_reply, "the answer of Request Tracker is " + body.error());
  Answer answer{*std::move(body), {}, std::string(sent->header("Location").value_or(""))};
  answer.made.erase(0, answer.made.rfind('/') + 1);
  for (const char c : sent->header("ETag").value_or(""))
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) answer.version += c;
  return answer;
}

// not_found: what it means that there is nothing. Where the target names nothing that could be missing, the
// endpoint is.
inline Result<Answer> get(const Call& call, std::string target, Status not_found = Status::outdated,
                          std::chrono::seconds cache = {}) {
  return answered(call.http({.origin = "api",
                             .target = std::move(target),
                             .credential = "default",
                             .effect = Effect::read,
                             .cache = cache}),
                  not_found, Status::unavailable);
}

// version: what the record's has to be; empty: any.
inline Result<Answer> write(const Call& call, std::string method, std::string target, const Json& body,
                            const std::string& version = {}) {
  std::vector<Header> headers = {{"Content-Type", "application/json"}};
  if (!version.empty()) headers.push_back({"If-Match", '"' + version + '"'});
  return answered(call.http({std::move(method), "api", std::move(target), headers, dump(body), "default"}),
                  Status::not_found, Status::uncertain);
}

// Every change of a ticket is a transaction with a number that grows. Those behind one, oldest first.
inline Result<Json> transactions(const Call& call, std::uint64_t behind, const std::string& where,
                                 const std::string& order = "ASC") {
  const std::string query =
      "ObjectType = 'RT::Ticket' AND id > " + std::to_string(behind) + " AND (" + where + ")";
  ITSM_TRY(const Answer answer,
           get(call, "/transactions?per_page=100&fields=ObjectId,Type,Creator,Created&orderby=id&order=" +
                         order + "&query=" + escaped(query)));
  return answer.body.at("items");
}

}  // namespace request_tracker
