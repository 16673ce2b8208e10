// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/host.hpp>

#include "plugins/common/time.hpp"
#include "plugins/servicenow/instance.hpp"
#include "plugins/servicenow/query.hpp"

namespace itsm::servicenow {

// Which rows of a table are read, and what of them.
struct RowsWanted {
  std::string table{};
  Query query{};
  std::vector<std::string> columns{};
  bool with_shown = false;  // each cell as {"value", "display_value"}
  std::chrono::seconds cache{0};
};

struct RowsPage {
  std::vector<Json> rows{};
  // How far the instance has got: it counts rows that it then hides from this account, so that a page may be
  // short or empty and yet not be the last.
  std::size_t next = 0;
  bool more = false;
  // By the instance's clock; absent where it did not say.
  std::optional<common::Time> answered_at{};
};

// ServiceNow's REST API during one call. Borrows both.
class Client {
 public:
  Client(const Call& call, const Instance& instance) : call_(call), instance_(instance) {}

  const Instance& instance() const { return instance_; }
  common::Time now() const { return call_.now(); }

  // Part of what is wanted, from the row of this number on. bad_reply where a row comes that the query does
  // not admit: the instance did not understand all of it, and nothing is to be built on such an answer.
  Result<RowsPage> page(const RowsWanted& wanted, std::size_t start, std::size_t most) const;
  // Everything that is wanted, which the query should order by something unique.
  Result<std::vector<Json>> rows(const RowsWanted& wanted) const;

  // The one write of an operation; an answer of any status.
  Result<HttpResponse> write(std::string method, const std::string& target, const Json& body) const;
  // What came of it: the record. What may have been carried out all the same is uncertain.
  Result<Json> written(const Result<HttpResponse>& answer) const;

  Error error_of(const HttpResponse& answer) const;
  Result<Json> json_of(const HttpResponse& answer) const;

 private:
  const Call& call_;
  const Instance& instance_;
};

// "/api/now/table/incident" or below it.
std::string table_path(std::string_view table, std::string_view sys_id = {});
// The parameters with which a write answers these columns of the record.
std::string answering(std::string path, const std::vector<std::string>& columns);

}  // namespace itsm::servicenow
