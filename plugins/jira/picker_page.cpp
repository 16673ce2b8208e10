// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/picker_page.hpp"

#include <algorithm>
#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"

namespace itsm::jira {
namespace {

constexpr std::size_t kMostLocal = 1000;
constexpr std::size_t kLongestNote = 120;

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains_text(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower_letter(a) == lower_letter(b); }) != text.end();
}

}  // namespace

Result<Window> window_of(const OptionsRequest& request, std::size_t most) {
  Window window{0, std::clamp<std::size_t>(request.limit, 1, most)};
  const std::string& cursor = request.cursor;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), window.start);
  if (!cursor.empty() && (error != std::errc{} || end != cursor.data() + cursor.size()))
    return failure(Status::invalid_argument, "the cursor is not one of ours");
  return window;
}

std::string chosen(const OptionsRequest& request, std::string_view picker) {
  const auto found = request.context.find(std::string(picker));
  return found == request.context.end() ? std::string() : found->second;
}

std::string project_path(const OptionsRequest& request, std::string_view below) {
  return "/project/" + common::percent_encode(chosen(request, "project")) + std::string(below);
}

bool fits(const Option& option, std::string_view typed) {
  return contains_text(option.name, typed) || contains_text(option.key, typed);
}

Result<OptionsPage> page_of(const Json& answer, std::string_view array, const Window& window,
                            const ToOption& to_option) {
  const Json& values = common::member(answer, array);
  if (!values.is_array())
    return failure(Status::bad_reply, "Jira's answer lacks '" + std::string(array) + "'");
  OptionsPage page;
  for (const Json& value : values) page.options.push_back(to_option(value));
  const Json& total = common::member(answer, "total");
  const std::size_t next = window.start + values.size();
  const bool last =
      common::flag_of(answer, "isLast") || (total.is_number_unsigned() && next >= total.get<std::size_t>());
  if (!last && !values.empty()) page.next_cursor = std::to_string(next);
  return page;
}

Result<OptionsPage> page_of_whole(std::vector<Option> all, const OptionsRequest& request) {
  ITSM_TRY(const Window window, window_of(request, kMostLocal));
  std::erase_if(all, [&](const Option& option) { return !fits(option, request.query); });
  OptionsPage page;
  for (std::size_t i = window.start; i < all.size() && page.options.size() < window.size; ++i)
    page.options.push_back(std::move(all[i]));
  const std::size_t next = window.start + page.options.size();
  if (!page.options.empty() && next < all.size()) page.next_cursor = std::to_string(next);
  return page;
}

Result<OptionsPage> page_of_whole(const Json& list, const OptionsRequest& request,
                                  const ToOption& to_option) {
  if (!list.is_array())
    return failure(Status::bad_reply, "Jira's answer to the picker '" + request.picker + "' is not a list");
  std::vector<Option> all;
  for (const Json& value : list) all.push_back(to_option(value));
  return page_of_whole(std::move(all), request);
}

Option plain_option(const Json& value) {
  return {.id = common::text_of(value, "id"),
          .name = common::text_of(value, "name"),
          .note = common::cut(common::one_line(common::text_of(value, "description")), kLongestNote,
                              LengthUnit::code_points)};
}

}  // namespace itsm::jira
