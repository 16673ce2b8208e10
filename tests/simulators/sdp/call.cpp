// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/call.hpp"

#include <algorithm>

namespace itsm::simulators::sdp {
namespace {

Answer typed(int http, const Json& body) {
  Answer out = json_answer(http, body);
  std::erase_if(out.headers, [](const auto& header) { return same_word(header.first, "Content-Type"); });
  out.headers.emplace_back("Content-Type", "application/vnd.manageengine.sdp.v3+json;charset=UTF-8");
  return out;
}

Json wrapped(const World& world, Json verdict, bool list) {
  const bool array = list || world.flag("quirks", "status_is_always_a_list");
  return array ? Json::array({std::move(verdict)}) : verdict;
}

}  // namespace

Ticket& Call::ticket() const {
  Ticket* const found = store.find(captures.at(0));
  if (found == nullptr || !store.may_see(*found, caller)) throw invalid_url();
  return *found;
}

Json input_of(const Request& request) {
  auto text = request.parameter("input_data");
  if (!text && request.method != "GET") {
    if (!lower(request.header("Content-Type").value_or("")).starts_with("application/x-www-form-urlencoded"))
      throw Refusal{400, 4001, "input_data is missing", {}};
    text = make_request("GET", "/?" + request.body).parameter("input_data");
  }
  if (!text) return Json::object();
  Json input = Json::parse(*text, nullptr, false);
  if (!input.is_object()) throw Refusal{400, 4001, "Invalid JSON in input_data", {}};
  return input;
}

void expect_keys(const Json& object, const std::vector<std::string>& known) {
  if (!object.is_object()) throw invalid("input_data");
  for (const auto& [key, value] : object.items())
    if (std::find(known.begin(), known.end(), key) == known.end()) throw extra_key(key);
}

Answer answer(const Store& store, Json body, int http, bool list) {
  const World& world = store.world();
  const int code = world.number("quirks", "success_code", 2000);
  body["response_status"] = wrapped(world, {{"status_code", code}, {"status", "success"}}, list);
  return typed(http, body);
}

Answer answer(const Store& store, const Refusal& refused) {
  const World& world = store.world();
  int http = refused.http;
  if (http < 500 && http != 401 && world.flag("quirks", "refuses_with_200")) http = 200;
  if (refused.code == 4015 && world.flag("quirks", "throttles_with_400")) http = 400;
  return typed(http, {{"response_status", wrapped(world, refused.verdict(), false)}});
}

}  // namespace itsm::simulators::sdp
