// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

inline constexpr std::size_t kSearchPage = 100;

struct SearchPage {
  std::vector<Ticket> tickets{};
  std::string next{};  // where the next page begins; empty on the last page
};

// A page of what a query finds, of kSearchPage tickets at most and at times of fewer or none although more
// follow. `from` is the `next` of the page before; empty for the first page.
Result<SearchPage> search_page(const Client& client, const std::string& jql, const std::string& from);

// All pages. A ticket that moves between pages while they are read shows twice.
Result<std::vector<Ticket>> search(const Client& client, const std::string& jql);

// A text as a query quotes it.
std::string jql_text(std::string_view text);

}  // namespace itsm::jira
