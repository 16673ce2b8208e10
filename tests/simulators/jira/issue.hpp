// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/simulators/control/clock.hpp"

namespace itsm::simulators::jira {

using Json = nlohmann::json;

struct Comment {
  std::string id{};
  std::string author{};  // account id
  Json body{};           // document
  Json visibility{};     // null: everybody who may see the issue
  Time created{};
  Time updated{};
  std::map<std::string, Json> properties{};
  std::string update_author{};  // account id; empty: nobody has changed it
};

struct RemoteLink {
  std::string id{};
  std::string global_id{};
  Json body{};  // application, relationship, object as sent
};

struct Change {
  std::string id{};
  std::string author{};
  Time created{};
  Json items{};  // as the change log shows them
};

struct Issue {
  std::uint64_t id = 0;
  std::string project{};  // id
  int number = 0;
  std::string type{};
  std::string status{};
  std::string creator{};
  Time created{};
  Time updated{};
  Time status_changed{};
  std::optional<Time> resolved{};
  // Values by field id, references as ids: {"priority": "3", "assignee": "<account id>", "parent": "10001"}.
  // A field without a value is absent.
  std::map<std::string, Json> fields{};
  std::map<std::string, Json> properties{};
  std::vector<Comment> comments{};
  std::vector<RemoteLink> remote_links{};
  std::vector<Change> history{};  // oldest first

  // The value of a field that holds text or one reference; empty without a value.
  std::string text(const std::string& field) const {
    const auto found = fields.find(field);
    return found != fields.end() && found->second.is_string() ? found->second.get<std::string>()
                                                              : std::string();
  }
};

struct IssueLink {
  std::string id{};
  std::string type{};
  // As in the request that made it: the inward issue "blocks" the outward one, which "is blocked by" it.
  std::uint64_t inward = 0;
  std::uint64_t outward = 0;
};

}  // namespace itsm::simulators::jira
