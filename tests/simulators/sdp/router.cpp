// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/router.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/sdp/handlers.hpp"

namespace itsm::simulators::sdp {
namespace {

struct Route {
  const char* method;
  const char* path;   // '*' is one variable part
  const char* right;  // without it a server of one's own says 403, and the cloud 401
  Answer (*handle)(const Call&);
};

constexpr std::array kRoutes{
    Route{"GET", "requests", "requests", list_requests},
    Route{"POST", "requests", "requests", create_request},
    Route{"GET", "requests/*", "requests", get_request},
    Route{"PUT", "requests/*", "requests", edit_request},
    Route{"DELETE", "requests/*", "requests", delete_request},
    Route{"PUT", "requests/*/close", "requests", close_request},
    Route{"DELETE", "requests/*/move_to_trash", "requests", trash_request},
    Route{"GET", "requests/*/notes", "requests", list_notes},
    Route{"POST", "requests/*/notes", "requests", add_note},
    Route{"GET", "requests/*/notes/*", "requests", get_note},
    Route{"GET", "technicians", "users", list_technicians},
    Route{"GET", "requesters", "users", list_requesters},
    Route{"GET", "users", "users", list_requesters},
    Route{"GET", "request_templates/*", "setup", get_template},
    Route{"GET", "priority_matrices", "setup", list_matrix},
    Route{"GET", "assets", "assets", list_assets},
};
constexpr std::array<std::string_view, 14> kSetUp{
    "sites", "request_templates", "support_groups", "categories",   "subcategories",
    "items", "priorities",        "urgencies",      "impacts",      "levels",
    "modes", "statuses",          "request_types",  "closure_codes"};

bool fits(std::string_view path, std::span<const std::string> below, std::vector<std::string>& captures) {
  const auto parts = split(path, '/');
  if (parts.size() != below.size()) return false;
  captures.clear();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "*") {
      captures.push_back(below[i]);
    } else if (parts[i] != below[i]) {
      return false;
    }
  }
  return true;
}

void expect_right(const Store& store, const std::set<std::string>& rights, const char* right) {
  if (rights.contains(right)) return;
  if (store.product() == Product::cloud) throw Refusal{401, 4002, "Invalid OAuth scope", {}};
  throw forbidden();
}

}  // namespace

Answer route(const Request& request, std::span<const std::string> below, Store& store, const Person& caller,
             const std::set<std::string>& rights) {
  Call call{request, store, caller, {}, {}};
  const std::string metainfo = store.product() == Product::cloud ? "requests/_metainfo" : "requests/metainfo";
  if (request.method == "GET" && fits(metainfo, below, call.captures)) {
    expect_right(store, rights, "requests");
    return get_metainfo(call);
  }
  for (const Route& one : kRoutes) {
    if (request.method != one.method || !fits(one.path, below, call.captures)) continue;
    expect_right(store, rights, one.right);
    call.input = input_of(request);
    return one.handle(call);
  }
  const bool set_up = request.method == "GET" && below.size() == 1 &&
                      std::find(kSetUp.begin(), kSetUp.end(), below.front()) != kSetUp.end();
  if (!set_up) throw invalid_url();
  expect_right(store, rights, "setup");
  call.captures = {below.front()};
  call.input = input_of(request);
  return list_setup(call);
}

}  // namespace itsm::simulators::sdp
