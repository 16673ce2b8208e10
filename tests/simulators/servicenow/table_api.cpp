// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/table_api.hpp"

#include <algorithm>
#include <charconv>

#include "tests/simulators/http/signature.hpp"
#include "tests/simulators/servicenow/encoded_query.hpp"
#include "tests/simulators/servicenow/view.hpp"
#include "tests/simulators/servicenow/writes.hpp"

namespace itsm::simulators::servicenow {
namespace {

constexpr std::size_t kStandardLimit = 10'000;

struct Path {
  bool first_version = false;
  std::string table{};
  std::string sys_id{};
};

Path path_of(const Request& request) {
  Path path;
  std::size_t at = 2;  // behind "api" and "now"
  const auto& segments = request.segments;
  if (segments[at] == "v1" || segments[at] == "v2") path.first_version = segments[at++] == "v1";
  if (segments.size() > at + 1) path.table = segments[at + 1];
  if (segments.size() > at + 2) path.sys_id = segments[at + 2];
  return path;
}

std::size_t number(const Request& request, const char* parameter, std::size_t standard) {
  const auto text = request.parameter(parameter);
  if (!text) return standard;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  return error == std::errc() && end == text->data() + text->size() ? value : standard;
}

bool may_read(const Schema& schema, const Record& record, const Caller& caller) {
  for (const auto* at = schema.table(record.table); at != nullptr; at = schema.table(at->extends))
    if (!at->readers.empty()) return caller.has_any(at->readers);
  return true;
}

std::string link(const Request& request, std::size_t offset, const char* relation) {
  std::string target = "http://" + request.header("Host").value_or("localhost") + request.path + "?";
  for (const auto& [name, value] : request.parameters)
    if (name != "sysparm_offset") target += name + "=" + percent_encode(value) + "&";
  return "<" + target + "sysparm_offset=" + std::to_string(offset) + ">;rel=\"" + relation + "\"";
}

// The limit counts rows before access rules take some away, so that a page can be short and not be the last.
Answer list(const Records& records, const Request& request, const Path& path, const Caller& caller) {
  const auto all = select(records, path.table, request.parameter("sysparm_query").value_or(""), caller);
  const auto offset = number(request, "sysparm_offset", 0);
  const auto limit = number(request, "sysparm_limit", kStandardLimit);
  const auto look = Look::of(request);
  auto rows = Json::array();
  const auto end = std::min(all.size(), offset + limit);
  for (std::size_t i = offset; i < end; ++i)
    if (may_read(records.schema(), *all[i], caller)) rows.push_back(shown(records, *all[i], look, caller));
  if (rows.empty() && path.first_version) throw no_record();
  auto answer = json_answer(200, {{"result", std::move(rows)}});
  if (request.parameter("sysparm_no_count").value_or("false") != "true")
    answer.headers.emplace_back("X-Total-Count", std::to_string(all.size()));
  if (request.parameter("sysparm_suppress_pagination_header").value_or("false") != "true" && limit > 0) {
    std::string links = link(request, 0, "first");
    if (offset > 0) links += "," + link(request, offset > limit ? offset - limit : 0, "prev");
    if (end < all.size()) links += "," + link(request, end, "next");
    links += "," + link(request, all.empty() ? 0 : (all.size() - 1) / limit * limit, "last");
    answer.headers.emplace_back("Link", std::move(links));
  }
  return answer;
}

const Record& record_at(const Records& records, const Path& path, const Caller& caller) {
  const auto* record = records.find(path.sys_id);
  if (record == nullptr || !records.schema().is_a(record->table, path.table) ||
      !may_read(records.schema(), *record, caller))
    throw no_record();
  return *record;
}

Json body_of(const Request& request) {
  if (!request.header("Content-Type").value_or("").starts_with("application/json"))
    throw Refusal{400,
                  "Invalid content-type. Supported request media types for this service are: "
                  "[application/json, application/xml, text/xml]",
                  "",
                  {}};
  auto body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded())
    throw Refusal{400, "Exception while reading request", "The payload is not valid JSON.", {}};
  return body;
}

Answer one(const Records& records, const Record& record, const Request& request, const Caller& caller,
           int status) {
  if (status != 200 && request.header("X-no-response-body").value_or("") == "true")
    return empty_answer(status);
  const auto look = Look::of(request);
  auto answer = json_answer(status, {{"result", shown(records, record, look, caller)}});
  if (status == 201)
    answer.headers.emplace_back("Location",
                                look.origin + "/api/now/table/" + record.table + "/" + record.sys_id());
  return answer;
}

}  // namespace

Answer answer_table(Records& records, const Request& request, const Caller& caller) {
  const Path path = path_of(request);
  if (records.schema().table(path.table) == nullptr)
    throw Refusal{400, "Invalid table " + path.table, "", {}};
  const auto method = request.header("X-HTTP-Method-Override").value_or(request.method);
  const auto input = request.parameter("sysparm_input_display_value").value_or("false") == "true"
                         ? Input::shown
                         : Input::stored;
  if (method == "GET")
    return path.sys_id.empty() ? list(records, request, path, caller)
                               : one(records, record_at(records, path, caller), request, caller, 200);
  if (method == "POST" && path.sys_id.empty())
    return one(records, insert(records, path.table, body_of(request), caller, input), request, caller, 201);
  if ((method == "PATCH" || method == "PUT") && !path.sys_id.empty()) {
    const auto& record = record_at(records, path, caller);
    return one(records, update(records, record, body_of(request), caller, input), request, caller, 200);
  }
  if (method == "DELETE" && !path.sys_id.empty()) {
    const auto& record = record_at(records, path, caller);
    if (!caller.has_any({"admin"})) throw acl("Delete");
    records.remove(record.sys_id(), caller.sys_id);
    return empty_answer(204);
  }
  throw Refusal{405, "Method not supported", method + " is not supported here", {}};
}

}  // namespace itsm::simulators::servicenow
