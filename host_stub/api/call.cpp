// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/call.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include "host_stub/core/text.hpp"
#include "host_stub/http/request_target.hpp"

namespace itsm::host::api {
namespace {

constexpr std::int64_t kUsualLimit = 50;
constexpr std::int64_t kMostItems = 200;

std::optional<std::int64_t> positive_number(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number <= 0) return std::nullopt;
  return number;
}

Unexpected<Problem> wrong_query(const std::string& parameter, std::string reason) {
  return unexpected(Problem{ProblemKind::invalid,
                            "query_wrong",
                            "the query of the request cannot be read",
                            "see /api/v1/openapi.json for the parameters of each path",
                            {{parameter, std::move(reason)}}});
}

bool is_json(std::string_view content_type) {
  const std::string type = to_lower(trimmed(content_type.substr(0, content_type.find(';'))));
  return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

// A body beyond what the listener keeps in memory is in a file.
std::string text_of(const http::Request& request) {
  if (request.body_file.empty()) return request.body;
  std::ifstream file(request.body_file, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string Call::parameter(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

bool Call::accepts(std::string_view media_type) const {
  const auto accept = request.header("Accept");
  return accept && to_lower(*accept).find(media_type) != std::string::npos;
}

Result<std::int64_t> id_in_path(const Call& call) {
  const std::string& text = call.path.at("id");
  if (const auto id = positive_number(text)) return *id;
  return problem(ProblemKind::not_found, "id_unknown", "there is nothing with the id '" + text + "' here",
                 "ids are whole numbers, as lists give them");
}

Result<std::map<std::string, std::string>> parse_query(std::string_view query) {
  std::map<std::string, std::string> parameters;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = http::percent_decode(pair.substr(0, equals), true);
    const auto value = http::percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return wrong_query(std::string(pair.substr(0, equals)), "has a broken escape");
    if (clean_text(*name) != *name || clean_text(*value) != *value)
      return wrong_query(clean_text(*name), "is not plain UTF-8 text");
    if (!parameters.emplace(*name, *value).second) return wrong_query(*name, "is given twice");
  }
  return parameters;
}

Result<std::optional<std::int64_t>> number_parameter(const Call& call, const std::string& name) {
  const std::string text = call.parameter(name);
  if (text.empty()) return std::optional<std::int64_t>();
  const auto number = positive_number(text);
  if (!number) return wrong_query(name, "is not a positive number");
  return number;
}

Result<std::int64_t> limit_of(const Call& call) {
  ITSM_TRY(const auto limit, number_parameter(call, "limit"));
  return std::min(limit.value_or(kUsualLimit), kMostItems);
}

Unexpected<Problem> wrong_cursor() {
  return problem(ProblemKind::invalid, "cursor_wrong", "the cursor is none that this host gave",
                 "take next_cursor of the page before, or none");
}

Result<std::int64_t> cursor_of(const Call& call) {
  const std::string text = call.parameter("cursor");
  if (text.empty()) return 0;
  const auto cursor = positive_number(text);
  if (!cursor) return wrong_cursor();
  return *cursor;
}

Result<Json> json_body(const http::Request& request) {
  const auto type = request.header("Content-Type");
  if (!type || !is_json(*type) || request.header("Content-Encoding"))
    return problem(ProblemKind::invalid, "unsupported_media_type", "the body is not declared as plain JSON",
                   "send Content-Type: application/json");
  auto parsed = parse_json(text_of(request));
  if (!parsed)
    return problem(ProblemKind::invalid, "body_wrong", "the body is " + parsed.error(),
                   "send one JSON document");
  return *std::move(parsed);
}

// The message is "pointer: reason", and "document: reason" for the whole.
Problem problem_of(const DocumentError& error) {
  const std::string_view message = error.what();
  const auto colon = message.find(": ");
  const auto pointer = message.substr(0, colon);
  return Problem{ProblemKind::invalid,
                 "body_wrong",
                 "the body does not have the shape that this path takes",
                 "see /api/v1/openapi.json",
                 {{pointer.starts_with('/') ? std::string(pointer) : std::string(),
                   std::string(message.substr(colon + 2))}}};
}

}  // namespace itsm::host::api
