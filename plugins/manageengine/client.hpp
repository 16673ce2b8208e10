// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/host.hpp>

#include "plugins/common/time.hpp"
#include "plugins/manageengine/desk.hpp"

namespace itsm::manageengine {

inline constexpr std::size_t kMostRows = 100;         // of one page of a list
inline constexpr std::chrono::seconds kSetUpAge{60};  // how old what an administrator sets up may be read

// Which rows of a list, and in which order; see list_info in ManageEngine's API.
struct Rows {
  std::size_t start = 1;
  std::size_t count = kMostRows;
  std::string sort_by{};  // empty: as the desk likes
  bool falling = false;
  Json criteria{};       // null: all
  Json search_fields{};  // {field: part of its text}
  std::vector<std::string> fields{};

  Json input() const;
};

struct Page {
  std::vector<Json> rows{};
  bool more = false;
};

// {"field": ..., "condition": ..., "value" or "values": ...}
Json criterion(std::string field, std::string condition, Json value);

// The API during one call. Borrows both. Paths begin below /api/v3.
class Client {
 public:
  Client(const Call& call, const Desk& desk) : call_(call), desk_(desk) {}

  const Desk& desk() const { return desk_; }
  common::Time now() const { return call_.now(); }

  Result<Json> get(const std::string& path, const Json& input = {},
                   std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // Of a path that every desk has: where it is not found, the API has changed (outdated).
  Result<Json> get_always(const std::string& path, const Json& input = {},
                          std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // A list, which every desk has unless it is one of a request's own; `array` names it in the answer.
  Result<Page> list(const std::string& path, std::string_view array, const Rows& rows,
                    std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // All rows of a list that is not long.
  Result<std::vector<Json>> all(const std::string& path, std::string_view array, Rows rows = {},
                                std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // The one write of an operation; an answer of any status.
  Result<HttpResponse> write(std::string method, const std::string& path, const Json& input) const;

 private:
  HttpRequest request(std::string method, std::string target, Effect effect) const;

  const Call& call_;
  const Desk& desk_;
};

}  // namespace itsm::manageengine
