// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/batch.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/servicenow/base64.hpp"
#include "plugins/servicenow/errors.hpp"

namespace itsm::servicenow {
namespace {

using common::member;
using common::text_of;

Outcome uncertain(std::size_t index, std::string seen) {
  return {.index = index,
          .kind = OutcomeKind::uncertain,
          .refusal = Refusal{std::string(name_of(Status::uncertain)), std::move(seen), {}}};
}

// The number of an element; nothing where it names none of ours.
std::optional<std::size_t> index_of(const std::string& id, std::size_t count) {
  std::size_t index = 0;
  const auto [end, failed] = std::from_chars(id.data(), id.data() + id.size(), index);
  if (id.empty() || failed != std::errc{} || end != id.data() + id.size() || index >= count)
    return std::nullopt;
  return index;
}

HttpResponse inner_answer(const Json& element) {
  HttpResponse answer;
  const Json& status = member(element, "status_code");
  answer.status = status.is_number_integer() ? status.get<int>() : 0;
  answer.headers = {{"Content-Type", "application/json"}};
  for (const Json& header : common::array_of(element, "headers"))
    answer.headers.push_back({text_of(header, "name"), text_of(header, "value")});
  answer.body = from_base64(text_of(element, "body")).value_or("");
  return answer;
}

}  // namespace

std::string create_target(const std::string& table) {
  return answering(table_path(table), {"sys_id", "number", "sys_class_name", "priority"});
}

Json batch_of(std::span<const NewRecord> records) {
  const Json headers = Json::array({{{"name", "Content-Type"}, {"value", "application/json"}},
                                    {{"name", "Accept"}, {"value", "application/json"}}});
  Json requests = Json::array();
  for (std::size_t i = 0; i < records.size(); ++i)
    requests.push_back({{"id", std::to_string(i)},
                        {"method", "POST"},
                        {"url", create_target(records[i].table)},
                        {"headers", headers},
                        {"exclude_response_headers", true},
                        {"body", to_base64(dump(records[i].columns))}});
  return {{"batch_request_id", "itsm-link"}, {"rest_requests", std::move(requests)}};
}

Outcome outcome_of(std::size_t index, const HttpResponse& answer, const std::string& table,
                   const Instance& instance, common::Time now) {
  if (answer.status == 429 || may_be_executed(answer.status) ||
      (!common::is_success(answer) && answer.status < 400))
    return uncertain(index, answer.status == 0 ? "the element has no status" : error_of(answer, now).message);
  const auto body = json_of(answer, now);
  if (!common::is_success(answer)) {
    const Error& error = body.error();
    return {.index = index,
            .kind = OutcomeKind::refused,
            .refusal = Refusal{std::string(name_of(error.status)), error.message, error.fields}};
  }
  if (!body) return uncertain(index, body.error().message);
  const Json& row = member(*body, "result");
  const std::string own_table = value_of(row, "sys_class_name");
  TicketRef ref =
      instance.ref(value_of(row, "sys_id"), value_of(row, "number"), own_table.empty() ? table : own_table);
  if (!is_sys_id(ref.id) || ref.key.empty())
    return uncertain(index, "the answer does not name the new record");
  Outcome created{.index = index, .kind = OutcomeKind::created, .ticket = std::move(ref)};
  // The record as its rules have left it.
  if (std::string priority = value_of(row, "priority"); !priority.empty())
    created.priority = Named{std::move(priority), shown_of(row, "priority")};
  return created;
}

std::vector<Outcome> batch_outcomes(const Json& answer, std::span<const NewRecord> records,
                                    const Instance& instance, common::Time now) {
  std::vector<std::optional<Outcome>> told(records.size());
  std::set<std::size_t> twice;
  for (const Json& element : common::array_of(answer, "serviced_requests")) {
    const auto index = index_of(text_of(element, "id"), records.size());
    if (!index) continue;
    if (told[*index]) twice.insert(*index);
    told[*index] = outcome_of(*index, inner_answer(element), records[*index].table, instance, now);
  }
  for (const Json& id : common::array_of(answer, "unserviced_requests"))
    if (const auto index = index_of(text_of(id), records.size()); index && !told[*index])
      // The transaction was cancelled; one of these may have been under way.
      told[*index] =
          uncertain(*index, "the batch was stopped by the instance's time limit before this element");
  std::vector<Outcome> outcomes;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const bool repeats = told[i] && told[i]->ticket && !ids.insert(told[i]->ticket->id).second;
    if (!told[i] || twice.contains(i) || repeats)
      outcomes.push_back(uncertain(i, "the answer does not say clearly what became of this element"));
    else
      outcomes.push_back(*std::move(told[i]));
  }
  return outcomes;
}

}  // namespace itsm::servicenow
