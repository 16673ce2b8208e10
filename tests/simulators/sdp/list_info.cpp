// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/list_info.hpp"

#include <algorithm>
#include <set>

#include "tests/simulators/sdp/criteria.hpp"

namespace itsm::simulators::sdp {
namespace {

constexpr int kMostRows = 100;
constexpr int kUsualRows = 10;

const std::vector<std::string> kKnown{
    "row_count",       "start_index",     "page",          "sort_field", "sort_order",
    "get_total_count", "fields_required", "search_fields", "filter_by",  "search_criteria"};

// Numbers come as numbers or as text.
int number(const Json& info, const char* member, int standard) {
  if (!info.contains(member)) return standard;
  const Json& value = info[member];
  if (value.is_number_integer()) return value.get<int>();
  if (value.is_string() && !value.get<std::string>().empty() &&
      value.get<std::string>().find_first_not_of("0123456789") == std::string::npos)
    return std::stoi(value.get<std::string>());
  throw invalid(member);
}

int row_count(const Call& call, const Json& info) {
  const int asked = number(info, "row_count", kUsualRows);
  if (asked <= kMostRows) return std::max(asked, 0);
  // The cloud refuses more, and servers of one's own give less than was asked for.
  if (call.store.product() == Product::cloud) throw invalid("row_count", "Invalid row count");
  return kMostRows;
}

void search(std::vector<Json>& rows, const Json& info) {
  if (info.contains("search_criteria"))
    std::erase_if(rows, [&](const Json& row) { return !meets(row, info["search_criteria"]); });
  if (!info.contains("search_fields")) return;
  if (!info["search_fields"].is_object()) throw invalid("search_fields");
  for (const auto& [field, part] : info["search_fields"].items())
    std::erase_if(rows, [&, name = field, wanted = part](const Json& row) {
      return !contains_word(comparable(value_at(row, name)), comparable(wanted));
    });
}

void sort(std::vector<Json>& rows, const Json& info) {
  if (!info.contains("sort_field")) return;
  const auto field = info["sort_field"].get<std::string>();
  const bool falling = info.value("sort_order", std::string("asc")) == "desc";
  std::stable_sort(rows.begin(), rows.end(), [&](const Json& one, const Json& other) {
    const int order = compare(value_at(one, field), value_at(other, field));
    return falling ? order > 0 : order < 0;
  });
}

Json shown(const Json& row, const std::set<std::string>& fields) {
  if (fields.empty()) return row;
  Json out = Json::object();
  for (const auto& [field, value] : row.items())
    if (fields.contains(field)) out[field] = value;
  return out;
}

}  // namespace

Answer listed(const Call& call, const std::string& name, std::vector<Json> rows,
              const std::vector<std::string>& always_shown) {
  const Json info = call.input.value("list_info", Json::object());
  expect_keys(call.input, {"list_info"});
  expect_keys(info, kKnown);
  search(rows, info);
  sort(rows, info);
  const int count = row_count(call, info);
  const int start =
      info.contains("page") ? (number(info, "page", 1) - 1) * count + 1 : number(info, "start_index", 1);
  if (start < 1) throw invalid("start_index");

  std::set<std::string> fields(always_shown.begin(), always_shown.end());
  if (info.contains("fields_required")) {
    fields = {"id"};
    for (const Json& field : info["fields_required"]) fields.insert(field.get<std::string>());
  }
  const auto total = static_cast<int>(rows.size());
  Json body{{name, Json::array()}};
  for (int i = start - 1; i < std::min(start - 1 + count, total); ++i)
    body[name].push_back(shown(rows[static_cast<std::size_t>(i)], fields));
  body["list_info"] = {
      {"has_more_rows", start - 1 + count < total}, {"start_index", start}, {"row_count", count}};
  if (info.value("get_total_count", false)) body["list_info"]["total_count"] = total;
  return answer(call.store, std::move(body), 200, true);
}

}  // namespace itsm::simulators::sdp
