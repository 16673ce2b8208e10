// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/jira/view.hpp"

namespace itsm::simulators::jira {

class Webhooks;

// One request on its way through a handler.
struct Call {
  const Request& request;
  Site& site;
  const User* caller;                   // null: anonymous
  int version;                          // 2 or 3
  std::string origin;                   // scheme, host and port as the caller wrote them
  std::vector<std::string> captures{};  // the variable parts of the path
  Webhooks* webhooks = nullptr;         // of the site, for the routes about them
  std::string app{};                    // client id of the OAuth app that calls for the user; empty: none

  View view() const { return {site, origin, version, caller}; }
  // The body, an object. Throws Refusal 400 in Jira's words.
  Json body() const;
  // A whole number from the query, or the standard. Throws Refusal 400 when it is none.
  int number(std::string_view parameter, int standard) const;
  // Parameters that may be repeated or separated by commas.
  std::vector<std::string> list(std::string_view parameter) const;
};

// Which rows a paged list shows: an answer never has more than the most.
struct PageBounds {
  int start;
  int size;
};
PageBounds page_bounds(const Call& call, int standard, int most);

// {startAt, maxResults, total, <rows>: [...]}, with isLast, self and nextPage where the list is called
// `values`.
Json page(const Call& call, const char* rows, const std::vector<Json>& all, PageBounds bounds);

// A list of the body that holds text, or nothing. Throws Refusal 400.
std::vector<std::string> texts(const Json& body, const char* member);

}  // namespace itsm::simulators::jira
