// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// Everything that a company has, gone for good. A company that is marked is seen by nobody but those who
// erase it: list_companies and find_company pass it over.
namespace itsm::host::store {

// A company that is being erased, or its receipt.
struct ErasureRow {
  CompanyId erased{};
  std::string name{};
  std::string actor{};
  Json document = Json::object();
  Time begun_at{};
  Time updated_at{};
  std::optional<Time> ended_at{};
};

// In the house. False: there is no such company, or it is marked already. The receipt begins with it.
Result<bool> mark_for_erasure(Transaction& house, const ErasureRow& row);
// Those that are marked and not gone.
Result<std::vector<CompanyId>> companies_being_erased(Transaction& house);
Result<std::vector<ErasureRow>> list_receipts(Transaction& house);
Result<std::optional<ErasureRow>> load_receipt(Transaction& house, CompanyId erased);
Result<> store_receipt(Transaction& house, const ErasureRow& row);

// What of the house's leads to a company: the routes of its tickets and what was heard of these, people and
// tokens that act in it alone.
struct HouseTraces {
  std::int64_t heard = 0;
  std::int64_t routes = 0;
  std::int64_t people = 0;
  std::int64_t tokens = 0;
};
// At most `limit` routes. People and tokens that act elsewhere too go on doing so.
Result<HouseTraces> erase_from_house(Transaction& house, CompanyId erased, std::int64_t limit);
Result<HouseTraces> count_in_house(Transaction& house, CompanyId company);

// Tables with rows of companies, in the order in which they are emptied. `erasure` and `company` are not
// among them: they go last, together.
std::vector<std::string_view> erased_tables();
// In the company's scope. The table is one of those.
Result<std::int64_t> count_rows(Transaction& company, std::string_view table);

// The following act in a transaction of Database::erasing.
// At most `limit` rows of one of those tables; what somebody has claimed is left until it is done or given
// up.
Result<std::int64_t> erase_rows(Transaction& eraser, std::string_view table, std::int64_t limit);
// The data keys and everything that they seal, at once.
struct ErasedKeys {
  std::vector<Bytes> data_keys{};
  std::vector<Bytes> wrapping_keys{};  // by which they were wrapped, each once
  std::vector<std::pair<std::string_view, std::int64_t>> rows{};
};
Result<ErasedKeys> erase_keys(Transaction& eraser);
// How far it has come, locked until the transaction ends. Begins with `begun` when it is not there.
Result<ErasureRow> hold_progress(Transaction& eraser, const ErasureRow& begun);
Result<> store_progress(Transaction& eraser, const Json& document, Time now);
// The company itself. False: it has got rows again.
Result<bool> erase_company(Transaction& eraser);

}  // namespace itsm::host::store
