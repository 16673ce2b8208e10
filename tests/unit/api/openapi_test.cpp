// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/openapi.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "host_stub/api/router.hpp"
#include "host_stub/core/text.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host::api {
namespace {

void each_reference(const Json& part, const std::function<void(const std::string&)>& use) {
  if (part.is_object() && part.contains("$ref") && part["$ref"].is_string()) use(part["$ref"]);
  if (part.is_structured())
    for (const auto& child : part) each_reference(child, use);
}

std::vector<Route> every_route() {
  std::vector<Route> routes = all_routes();
  std::ranges::move(open_routes(), std::back_inserter(routes));
  return routes;
}

TEST_CASE("every route is in the document, with its parameters, its body and its answer") {
  const auto routes = every_route();
  const Json document = Json::parse(dump(openapi_document(routes)));
  CHECK(document.at("openapi") == "3.1.0");
  std::size_t operations = 0;
  for (const auto& [path, item] : document.at("paths").items()) operations += item.size();
  CHECK(operations == routes.size());
  for (const auto& route : routes) {
    INFO(route.method << " " << route.path);
    const Json& operation = document.at("paths").at(route.path).at(to_lower(route.method));
    CHECK(operation.at("operationId") == route.name);
    CHECK(operation.contains("requestBody") == (route.takes.has_value() || route.takes_file));
    CHECK(operation.at("responses").contains(std::to_string(route.status)));
    CHECK(operation.at("responses").contains("default"));
    std::set<std::string> named;
    for (const auto& parameter : operation.at("parameters")) named.insert(parameter.at("name"));
    for (const auto& query : route.query) CHECK(named.contains(std::string(query.name)));
    CHECK(named.contains("id") == (route.path.find("{id}") != std::string::npos));
    CHECK(named.contains("Idempotency-Key") == (route.method != "GET" && !route.secret && !route.page));
  }
}

TEST_CASE("every reference of the document leads somewhere inside it") {
  const Json document = openapi_document(every_route());
  std::size_t references = 0;
  each_reference(document, [&](const std::string& reference) {
    INFO(reference);
    REQUIRE(reference.starts_with("#/"));
    CHECK(document.contains(Json::json_pointer(reference.substr(1))));
    ++references;
  });
  CHECK(references > 50);
  CHECK(document.at("components").at("schemas").contains("problem"));
}

TEST_CASE("a schema says what a reader of the document takes") {
  const Json document = openapi_document(every_route());
  const Json& order = document.at("components").at("schemas").at("push_order");
  CHECK_FALSE(order.contains("$schema"));
  CHECK(order.at("properties").at("link").at("$ref") == "#/components/schemas/relation");
  CHECK(order.at("properties").at("mode").at("enum") == Json({"standalone", "subtask", "link"}));
}

TEST_CASE("operations have names of their own, a summary, and no two routes have one place") {
  std::set<std::string_view> names;
  std::set<std::string> places;
  for (const auto& route : every_route()) {
    INFO(route.name);
    CHECK(names.insert(route.name).second);
    CHECK(places.insert(std::string(route.method) + " " + route.path).second);
    CHECK(route.summary.ends_with("."));
    CHECK(route.handle != nullptr);
  }
}

TEST_CASE(
    "what changes something is not open to viewers, but for the filters that they keep for themselves") {
  const std::set<std::string_view> open{"preflight", "views.keep", "views.remove"};
  for (const auto& route : all_routes()) {
    INFO(route.name);
    if (route.method != "GET" && !open.contains(route.name)) CHECK(route.role > store::Role::viewer);
  }
}

TEST_CASE("every route is found by its own path") {
  const Router router(every_route());
  for (const auto& route : router.routes()) {
    std::string path = route.path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "7");
    const auto match = router.find(route.method, path);
    INFO(path);
    REQUIRE(match.route);
    CHECK(match.route->name == route.name);
  }
}

}  // namespace
}  // namespace itsm::host::api
