// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <utility>

#include <itsm/host.hpp>

// For vendors with a REST API that speaks JSON: how requests are formed and what answers mean. Nothing here
// has to be used; what a vendor does otherwise its plugin does by Call::http.
namespace itsm {

// Everything but RFC 3986's unreserved characters as %XX: fits a path segment and a query value alike.
inline std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved.find(c) != std::string_view::npos)
      out += c;
    else
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return out;
}

// path, which is taken as it is, with the encoded parameters behind it.
inline std::string with_query(std::string path,
                              const std::vector<std::pair<std::string, std::string>>& parameters) {
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    path += separator + percent_encode(name) + '=' + percent_encode(value);
    separator = '&';
  }
  return path;
}

// Nothing where the text is anything else than a whole number without a sign.
inline std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// A text as it is and a number as its digits: vendors send ids as either. Anything else throws, as
// Json::get does, which makes the reply bad_reply.
inline std::string text_of(const Json& value) {
  return value.is_number() ? dump(value) : value.get<std::string>();
}

// The first object of a list whose member is this text; null where there is none. Borrowed from the list.
inline const Json* element_with(const Json& list, const std::string& member, std::string_view text) {
  for (const Json& element : list)
    if (text_of(element.at(member)) == text) return &element;
  return nullptr;
}

// One line for a person, whatever a vendor's message holds.
inline std::string one_line(const Json& message, std::size_t most = 500) {
  std::string line = message.is_string() ? message.get<std::string>() : "no reason is given";
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == '\x7f'; }, ' ');
  std::size_t end = std::min(line.size(), most);
  while (end < line.size() && end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end);
}

// A success: its headers and its body.
struct JsonAnswer {
  HttpResponse http{};
  Json body{};

  std::string header(std::string_view name) const { return std::string(http.header(name).value_or("")); }
  // What is between the quotes of the ETag.
  std::string etag() const {
    const std::string tag = header("ETag");
    const std::size_t open = tag.find('"');
    return open == std::string::npos ? tag : tag.substr(open + 1, tag.rfind('"') - open - 1);
  }
  // The id of what a POST made: the last word of its Location. Empty where there is none.
  std::string made() const {
    const std::string location = header("Location");
    return location.substr(location.rfind('/') + 1);
  }
};

// For a write that is to be refused where the record is no longer of this version; empty: of any.
inline std::vector<Header> if_match(const std::string& version) {
  if (version.empty()) return {};
  return {{"If-Match", '"' + version + '"'}};
}

// One vendor's API. Constant: an instance may hold one.
class JsonApi {
 public:
  // vendor: as messages call it. reason: where an error's body says what is wrong. origin: of the manifest.
  explicit JsonApi(std::string vendor, const std::string& reason = "/message", std::string origin = "api")
      : vendor_(std::move(vendor)), reason_(reason), origin_(std::move(origin)) {}

  // not_found: what a 404 means. Where the target names nothing that may be missing, the endpoint is. cache:
  // how old an answer may be.
  Result<Json> get(const Call& call, std::string target, Status not_found = Status::outdated,
                   std::chrono::seconds cache = {}) const {
    ITSM_TRY(JsonAnswer answer, get_answer(call, std::move(target), not_found, cache));
    return std::move(answer.body);
  }
  // The same where headers matter.
  Result<JsonAnswer> get_answer(const Call& call, std::string target, Status not_found = Status::outdated,
                                std::chrono::seconds cache = {}) const {
    const auto sent = call.http({.origin = origin_,
                                 .target = std::move(target),
                                 .credential = "default",
                                 .effect = Effect::read,
                                 .cache = cache});
    return answered(sent, not_found, Status::unavailable);
  }

  // All elements of a list whose pages are numbered from 1 on; the number goes to the end of target. The
  // first empty page is the end, since not every vendor says how many there are.
  Result<Json> get_pages(const Call& call, const std::string& target, const char* list) const {
    Json all = Json::array();
    for (int page = 1; page <= kMostPages; ++page) {
      ITSM_TRY(const Json answer, get(call, target + std::to_string(page)));
      const Json& elements = answer.at(list);
      if (elements.empty()) return all;
      all.insert(all.end(), elements.begin(), elements.end());
    }
    return failure(Status::bad_reply, "a list of " + vendor_ + " does not end");
  }

  // The one write of an operation. What may have been carried out all the same is uncertain.
  Result<JsonAnswer> write(const Call& call, std::string method, std::string target, const Json& body,
                           std::vector<Header> headers = {}) const {
    headers.push_back({"Content-Type", "application/json"});
    const auto sent = call.http({.method = std::move(method),
                                 .origin = origin_,
                                 .target = std::move(target),
                                 .headers = std::move(headers),
                                 .body = dump(body),
                                 .credential = "default",
                                 .effect = Effect::write});
    return answered(sent, Status::not_found, Status::uncertain);
  }

  // What an answer means that is no success. in_trouble: the vendor failed, or did not get to it.
  Error error_of(const HttpResponse& answer, Status not_found, Status in_trouble) const {
    Error error;
    error.vendor_http_status = answer.status;
    std::tie(error.status, error.message) = meaning_of(answer.status, not_found, in_trouble);
    error.message.insert(0, vendor_ + ' ');
    if (const auto body = parse_json(answer.body); body && body->contains(reason_))
      error.message += ": " + one_line(body->at(reason_));
    if (const auto wait = whole_number(answer.header("Retry-After").value_or("")))
      error.retry_after = std::chrono::seconds(std::min<std::uint64_t>(*wait, 3600));
    return error;
  }

 private:
  static constexpr int kMostPages = 100;

  static std::pair<Status, std::string> meaning_of(int http, Status not_found, Status in_trouble) {
    switch (http) {
      case 401:
        return {Status::unauthenticated, "does not accept the credential"};
      case 402:
      case 403:
        return {Status::forbidden, "does not allow this account to do that"};
      case 404:
        return {not_found, "has nothing there, or hides it from this account"};
      case 409:
      case 412:
        return {Status::conflict, "says that this has changed since it was read"};
      case 410:
        return {Status::outdated, "no longer has this part of its API"};
      case 429:
        return {Status::rate_limited, "limits requests"};
      default:
        break;
    }
    if (http == 408 || http == 425 || http >= 500) return {in_trouble, "has trouble"};
    if (http >= 400) return {Status::invalid_argument, "refuses the request"};
    return {Status::misconfigured, "is not at this address"};
  }

  Result<JsonAnswer> answered(const Result<HttpResponse>& sent, Status not_found, Status in_trouble) const {
    if (!sent) return unexpected(sent.error());
    if (sent->status < 200 || sent->status >= 300) return unexpected(error_of(*sent, not_found, in_trouble));
    auto body = parse_json(sent->body);
    if (!body) return failure(Status::bad_reply, "the answer of " + vendor_ + " is " + body.error());
    return JsonAnswer{*sent, *std::move(body)};
  }

  std::string vendor_;
  Json::json_pointer reason_;
  std::string origin_;
};

}  // namespace itsm
