// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/client.hpp"

#include <iterator>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"
#include "plugins/manageengine/verdict.hpp"

namespace itsm::manageengine {
namespace {

// More pages than any list that is read as a whole has.
constexpr int kMostPages = 50;

std::string target_of(const std::string& path, const Json& input) {
  const std::string below = "/api/v3" + path;
  return input.is_null() ? below : common::with_query(below, {{"input_data", dump(input)}});
}

}  // namespace

Json criterion(std::string field, std::string condition, Json value) {
  const char* const holder = value.is_array() ? "values" : "value";
  return {{"field", std::move(field)}, {"condition", std::move(condition)}, {holder, std::move(value)}};
}

Json Rows::input() const {
  Json info = {{"row_count", count}, {"start_index", start}};
  if (!sort_by.empty()) {
    info["sort_field"] = sort_by;
    info["sort_order"] = falling ? "desc" : "asc";
  }
  if (!criteria.is_null()) info["search_criteria"] = criteria;
  if (!search_fields.is_null()) info["search_fields"] = search_fields;
  if (!fields.empty()) info["fields_required"] = fields;
  return {{"list_info", std::move(info)}};
}

HttpRequest Client::request(std::string method, std::string target, Effect effect) const {
  HttpRequest request;
  request.method = std::move(method);
  request.origin = desk_.origin();
  request.target = std::move(target);
  // Anything else is answered in an older format, and by the cloud with 415.
  request.headers = {{"Accept", "application/vnd.manageengine.sdp.v3+json"}};
  if (!desk_.portal_number().empty()) request.headers.push_back({"PORTALID", desk_.portal_number()});
  request.credential = "default";
  request.effect = effect;
  return request;
}

Result<Json> Client::get(const std::string& path, const Json& input, std::chrono::seconds cache) const {
  HttpRequest asked = request("GET", target_of(path, input), Effect::read);
  asked.cache = cache;
  ITSM_TRY(const HttpResponse answer, call_.http(asked));
  return body_of(answer, now());
}

Result<Json> Client::get_always(const std::string& path, const Json& input,
                                std::chrono::seconds cache) const {
  auto body = get(path, input, cache);
  if (!body && body.error().status == Status::not_found) body.error().status = Status::outdated;
  return body;
}

Result<Page> Client::list(const std::string& path, std::string_view array, const Rows& rows,
                          std::chrono::seconds cache) const {
  const bool of_one_request = path.starts_with("/requests/");
  ITSM_TRY(const Json body,
           of_one_request ? get(path, rows.input(), cache) : get_always(path, rows.input(), cache));
  const Json& found = common::member(body, array);
  if (!found.is_array())
    return failure(Status::bad_reply,
                   "ServiceDesk Plus's answer to " + path + " lacks '" + std::string(array) + "'");
  return Page{{found.begin(), found.end()},
              !found.empty() && common::flag_of(common::member(body, "list_info"), "has_more_rows")};
}

Result<std::vector<Json>> Client::all(const std::string& path, std::string_view array, Rows rows,
                                      std::chrono::seconds cache) const {
  std::vector<Json> found;
  for (int page_number = 0; page_number < kMostPages; ++page_number) {
    ITSM_TRY(Page page, list(path, array, rows, cache));
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(found));
    if (!page.more) return found;
    rows.start += rows.count;
  }
  return failure(Status::bad_reply, "ServiceDesk Plus's list " + path + " does not end");
}

Result<HttpResponse> Client::write(std::string method, const std::string& path, const Json& input) const {
  HttpRequest order = request(std::move(method), target_of(path, {}), Effect::write);
  order.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  order.body = "input_data=" + common::percent_encode(dump(input));
  return call_.http(order);
}

}  // namespace itsm::manageengine
