// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <itsm/documents/schema.hpp>

#include "plugins/jira/client.hpp"

// What the answers of all pickers have in common.
namespace itsm::jira {

// A part of a listing as Jira wants it asked for. Cursors are the number of the first element.
struct Window {
  std::size_t start = 0;
  std::size_t size = 0;

  common::Query parameters() const {
    return {{"startAt", std::to_string(start)}, {"maxResults", std::to_string(size)}};
  }
};

// The part that a request asks for; Jira takes no more than `most` at a time.
Result<Window> window_of(const OptionsRequest& request, std::size_t most);

// What the person chose in another picker; empty where nothing is chosen.
std::string chosen(const OptionsRequest& request, std::string_view picker);

// The path of something below the chosen project.
std::string project_path(const OptionsRequest& request, std::string_view below);

// Whether an option fits what the person typed, for listings that Jira does not search.
bool fits(const Option& option, std::string_view typed);

// A page of a listing that Jira pages. `array` names the page's list.
using ToOption = std::function<Option(const Json&)>;
Result<OptionsPage> page_of(const Json& answer, std::string_view array, const Window& window,
                            const ToOption& to_option);

// A page of a listing that Jira gives whole: searched and cut here.
Result<OptionsPage> page_of_whole(std::vector<Option> all, const OptionsRequest& request);
Result<OptionsPage> page_of_whole(const Json& list, const OptionsRequest& request, const ToOption& to_option);

// {"id": ..., "name": ...} and a description.
Option plain_option(const Json& value);

}  // namespace itsm::jira
