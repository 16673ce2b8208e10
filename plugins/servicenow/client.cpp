// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/client.hpp"

#include <algorithm>
#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/servicenow/errors.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kPage = 500;
// More pages than any listing has that is read whole.
constexpr int kMostPages = 100;

std::string joined(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "" : ",") + column;
  return out;
}

std::vector<std::string> with_checked(std::vector<std::string> columns, const Query& query) {
  for (std::string& column : query.columns())
    if (std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(std::move(column));
  return columns;
}

bool has_next(const HttpResponse& answer, std::size_t read) {
  const auto count = answer.header("X-Total-Count").value_or("");
  std::size_t total = 0;
  const auto [end, failed] = std::from_chars(count.data(), count.data() + count.size(), total);
  if (failed == std::errc{} && end == count.data() + count.size() && !count.empty()) return read < total;
  return answer.header("Link").value_or("").find("rel=\"next\"") != std::string_view::npos;
}

}  // namespace

Result<RowsPage> Client::page(const RowsWanted& wanted, std::size_t start, std::size_t most) const {
  if (wanted.query.is_void()) return RowsPage{};
  if (!is_name(wanted.table))
    return unexpected(Error{Status::not_found,
                            "'" + wanted.table + "' is not the name of a table",
                            0,
                            {},
                            {{"project", "a table is named by its name, such as incident"}},
                            {}});
  HttpRequest request;
  request.origin = kInstanceOrigin;
  request.target = common::with_query(table_path(wanted.table),
                                      {{"sysparm_query", wanted.query.text()},
                                       {"sysparm_fields", joined(with_checked(wanted.columns, wanted.query))},
                                       {"sysparm_display_value", wanted.with_shown ? "all" : "false"},
                                       {"sysparm_exclude_reference_link", "true"},
                                       {"sysparm_limit", std::to_string(most)},
                                       {"sysparm_offset", std::to_string(start)}});
  request.headers = {{"Accept", "application/json"}};
  request.credential = "default";
  request.effect = Effect::read;
  request.cache = wanted.cache;
  ITSM_TRY(const HttpResponse answer, call_.http(request));
  auto body = json_of(answer);
  // Version 1 of the API says so of an empty list.
  if (!body && body.error().status == Status::not_found && body.error().fields.empty()) return RowsPage{};
  if (!body) return unexpected(std::move(body).error());
  const Json& result = common::member(*body, "result");
  if (!result.is_array()) return failure(Status::bad_reply, "ServiceNow's answer lacks the list 'result'");
  RowsPage page;
  for (const Json& row : result) {
    if (!wanted.query.admits(row))
      return failure(Status::bad_reply,
                     "ServiceNow left out a part of the query on the table " + wanted.table +
                         " and answered rows that were not asked for; does it have all these columns: " +
                         joined(wanted.query.columns()) + "?");
    page.rows.push_back(row);
  }
  page.next = start + most;
  page.more = has_next(answer, page.next);
  page.answered_at = common::parse_http_date(std::string(answer.header("Date").value_or("")));
  return page;
}

Result<std::vector<Json>> Client::rows(const RowsWanted& wanted) const {
  std::vector<Json> rows;
  std::size_t start = 0;
  for (int number = 0; number < kMostPages; ++number) {
    ITSM_TRY(RowsPage page, this->page(wanted, start, kPage));
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
    if (!page.more) return rows;
    start = page.next;
  }
  return failure(Status::bad_reply, "ServiceNow's list of the table " + wanted.table + " does not end");
}

Result<HttpResponse> Client::write(std::string method, const std::string& target, const Json& body) const {
  HttpRequest request;
  request.method = std::move(method);
  request.origin = kInstanceOrigin;
  request.target = target;
  request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
  request.body = dump(body);
  request.credential = "default";
  return call_.http(request);
}

Result<Json> Client::written(const Result<HttpResponse>& answer) const {
  if (!answer) return unexpected(answer.error());
  if (!common::is_success(*answer)) {
    Error error = error_of(*answer);
    if (may_be_executed(answer->status)) error.status = Status::uncertain;
    return unexpected(std::move(error));
  }
  auto body = json_of(*answer);
  if (body && common::member(*body, "result").is_object()) return Json(common::member(*body, "result"));
  Error error =
      body ? Error{Status::uncertain, "ServiceNow's answer to a write lacks the record", 0, {}, {}, {}}
           : std::move(body).error();
  return unexpected(std::move(error));
}

Error Client::error_of(const HttpResponse& answer) const { return servicenow::error_of(answer, call_.now()); }

Result<Json> Client::json_of(const HttpResponse& answer) const {
  return servicenow::json_of(answer, call_.now());
}

std::string table_path(std::string_view table, std::string_view sys_id) {
  std::string path = "/api/now/table/" + common::percent_encode(table);
  return sys_id.empty() ? path : path + "/" + common::percent_encode(sys_id);
}

std::string answering(std::string path, const std::vector<std::string>& columns) {
  return common::with_query(std::move(path), {{"sysparm_fields", joined(columns)},
                                              {"sysparm_display_value", "all"},
                                              {"sysparm_exclude_reference_link", "true"}});
}

}  // namespace itsm::servicenow
