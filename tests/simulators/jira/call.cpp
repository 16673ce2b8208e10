// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/call.hpp"

#include <algorithm>
#include <charconv>

namespace itsm::simulators::jira {

Json Call::body() const {
  Json parsed = Json::parse(request.body, nullptr, false);
  if (parsed.is_discarded())
    throw refusal(400, "There was an error parsing JSON. Check that your request body is valid.");
  if (!parsed.is_object()) throw bad_payload();
  return parsed;
}

int Call::number(std::string_view parameter, int standard) const {
  const auto text = request.parameter(parameter);
  if (!text) return standard;
  int value = 0;
  const auto* end = text->data() + text->size();
  if (const auto [at, error] = std::from_chars(text->data(), end, value); error != std::errc() || at != end)
    throw bad_payload();
  return value;
}

std::vector<std::string> Call::list(std::string_view parameter) const {
  std::vector<std::string> out;
  for (const auto& value : request.all(parameter))
    for (auto& part : split(value, ',')) out.push_back(std::move(part));
  return out;
}

PageBounds page_bounds(const Call& call, int standard, int most) {
  const int size = call.number("maxResults", standard);
  return {std::max(0, call.number("startAt", 0)), size <= 0 ? standard : std::min(size, most)};
}

Json page(const Call& call, const char* rows, const std::vector<Json>& all, PageBounds bounds) {
  const auto total = static_cast<int>(all.size());
  const auto from = std::min(bounds.start, total);
  const auto to = std::min(from + bounds.size, total);
  Json out{{"startAt", bounds.start}, {"maxResults", bounds.size}, {"total", total}, {rows, Json::array()}};
  for (auto i = from; i < to; ++i) out[rows].push_back(all[static_cast<std::size_t>(i)]);
  if (std::string_view(rows) != "values") return out;
  const auto address = [&](int start) {
    return call.origin + call.request.path + "?startAt=" + std::to_string(start) +
           "&maxResults=" + std::to_string(bounds.size);
  };
  out["isLast"] = to >= total;
  out["self"] = address(bounds.start);
  if (to < total) out["nextPage"] = address(to);
  return out;
}

std::vector<std::string> texts(const Json& body, const char* member) {
  std::vector<std::string> out;
  if (!body.contains(member) || body[member].is_null()) return out;
  if (!body[member].is_array()) throw bad_payload();
  for (const auto& element : body[member]) {
    if (element.is_string())
      out.push_back(element.get<std::string>());
    else if (element.is_number_integer())
      out.push_back(std::to_string(element.get<std::int64_t>()));
    else
      throw bad_payload();
  }
  return out;
}

}  // namespace itsm::simulators::jira
