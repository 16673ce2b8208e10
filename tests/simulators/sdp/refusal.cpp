// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/refusal.hpp"

namespace itsm::simulators::sdp {

Json Refusal::verdict() const {
  Json told{{"status_code", code}, {"type", "failed"}};
  if (!message.empty()) told["message"] = message;
  // One wrong value is a "field", what is missing are "fields".
  if (code == 4012) {
    told["fields"] = fields;
  } else if (!fields.empty()) {
    told["field"] = fields.front();
  }
  return {{"status_code", 4000}, {"messages", Json::array({std::move(told)})}, {"status", "failed"}};
}

Refusal invalid(std::string field, std::string message) {
  return {400, 4001, std::move(message), {std::move(field)}};
}
Refusal extra_key(std::string key) { return {400, 4001, "Extra key found in JSON", {std::move(key)}}; }
Refusal mandatory(std::vector<std::string> fields) { return {400, 4012, {}, std::move(fields)}; }
Refusal forbidden() { return {403, 4002, "Access Denied", {}}; }
Refusal invalid_url() { return {404, 4007, "Invalid URL", {}}; }

}  // namespace itsm::simulators::sdp
