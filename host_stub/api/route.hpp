// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_stub/api/answer.hpp"
#include "host_stub/api/call.hpp"
#include "plugin_api/schema/generate.hpp"

// The table that the router and the OpenAPI document are made from.
namespace itsm::host::api {

// A document as the table names it.
struct DocumentType {
  std::string_view name{};
  Json (*schema)() = nullptr;  // complete, its parts under "definitions"
};
template <Document T>
constexpr DocumentType document_type() {
  return {T::kDocument, &schema::schema_of<T>};
}

struct QueryParameter {
  std::string_view name{};
  std::string_view about{};
};

using RouteHandler = std::function<Result<http::Response>(Backend&, const Call&)>;

struct Route {
  std::string_view method{};               // GET also stands for HEAD
  std::string path{};                      // "/findings/{id}"; {name} takes one segment
  std::string_view name{};                 // stable: the OpenAPI operation
  std::string_view summary{};              // a sentence
  store::Role role = store::Role::viewer;  // the least that may
  std::vector<QueryParameter> query{};     // every other parameter is refused, but for `company`
  bool everywhere = false;                 // acts in no company: `company` is no parameter
  // Takes or tells a secret: its answer is not kept for those who repeat it, so it takes no Idempotency-Key.
  bool secret = false;
  bool open = false;                      // for everybody: neither token nor session
  bool free_query = false;                // parameters beyond these go to the handler
  std::optional<DocumentType> takes{};    // the JSON body
  bool takes_file = false;                // instead: any body
  bool page = false;                      // for browsers: HTML, and open
  std::optional<DocumentType> answers{};  // absent: JSON of its own kind
  int status = 200;
  std::optional<DocumentType> streams{};  // one a line, with Accept: application/x-ndjson
  RouteHandler handle{};
};

// Every route below /api/v1 for those who are known, without that prefix, and those for everybody.
std::vector<Route> all_routes();
std::vector<Route> open_routes();

// Parts of it, by subject.
std::vector<Route> plugin_routes();
std::vector<Route> integration_routes();
std::vector<Route> integration_change_routes();
std::vector<Route> administration_routes();
std::vector<Route> erasure_routes();
std::vector<Route> connection_routes();
std::vector<Route> oauth_routes();
std::vector<Route> page_routes();
std::vector<Route> people_routes();
std::vector<Route> session_routes();
std::vector<Route> sign_in_routes();
std::vector<Route> import_routes();
std::vector<Route> finding_routes();
std::vector<Route> pushed_finding_routes();
std::vector<Route> custom_field_routes();
std::vector<Route> policy_routes();
std::vector<Route> policy_judge_routes();
std::vector<Route> plan_routes();
std::vector<Route> push_routes();
std::vector<Route> link_routes();
std::vector<Route> sweep_routes();
std::vector<Route> ticket_routes();
std::vector<Route> alert_routes();
std::vector<Route> outbox_routes();
std::vector<Route> sync_routes();
std::vector<Route> review_routes();
std::vector<Route> resync_routes();
std::vector<Route> figure_routes();
std::vector<Route> re_test_routes();
std::vector<Route> explain_routes();
std::vector<Route> evidence_routes();
std::vector<Route> view_routes();
std::vector<Route> preset_routes();

}  // namespace itsm::host::api
