// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/router.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::api {
namespace {

Router router() {
  return Router({{.method = "GET", .path = "/findings", .name = "list"},
                 {.method = "GET", .path = "/findings/newest", .name = "newest"},
                 {.method = "GET", .path = "/findings/{id}", .name = "show"},
                 {.method = "PATCH", .path = "/findings/{id}", .name = "change"},
                 {.method = "GET", .path = "/integrations/{id}/pickers/{picker}", .name = "pick"},
                 {.method = "POST", .path = "/plans/{id}/push", .name = "push"}});
}

std::string_view found(std::string_view method, std::string_view path) {
  static const Router kRouter = router();
  const auto match = kRouter.find(method, path);
  return match.route ? match.route->name : "none";
}

TEST_CASE("a route is found by method and path, and its path's names stand for one segment each") {
  const Router routes = router();
  CHECK(found("GET", "/findings") == "list");
  CHECK(found("GET", "/findings/7") == "show");
  CHECK(found("PATCH", "/findings/7") == "change");
  const auto match = routes.find("GET", "/integrations/jira/pickers/project");
  REQUIRE(match.route);
  CHECK(match.captured == std::map<std::string, std::string>{{"id", "jira"}, {"picker", "project"}});
}

TEST_CASE("the first route that fits is taken, so that a word can stand before a name") {
  CHECK(found("GET", "/findings/newest") == "newest");
}

TEST_CASE("a path that no route has is told from a method that the path does not take") {
  const Router routes = router();
  for (const std::string_view path : {"/", "/finding", "/findings/", "/findings/7/", "/findings/7/activity",
                                      "/plans/7", "/plans//push", "findings", "", "//findings"}) {
    INFO(path);
    const auto match = routes.find("GET", path);
    CHECK(match.route == nullptr);
    CHECK(match.allow.empty());
  }
  const auto wrong_method = routes.find("DELETE", "/findings/7");
  CHECK(wrong_method.route == nullptr);
  CHECK(wrong_method.allow == "GET, HEAD, PATCH");
  CHECK(routes.find("GET", "/plans/7/push").allow == "POST");
}

TEST_CASE("HEAD is answered by what answers GET, and by nothing else") {
  CHECK(found("HEAD", "/findings/7") == "show");
  CHECK(found("HEAD", "/plans/7/push") == "none");
}

}  // namespace
}  // namespace itsm::host::api
