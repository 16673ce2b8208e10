// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

inline constexpr std::size_t kSearchPage = 100;

// How long the search may take to show a change: seconds as a rule, minutes at times.
inline constexpr std::chrono::seconds kIndexLag{120};

struct SearchPage {
  std::vector<Ticket> tickets{};
  std::string next{};  // where the next page begins; empty on the last page
};

// A page of what a query finds: about `most` tickets, at times fewer or none although more follow. `from` is
// the `next` of the page before; empty for the first page. conflict says that the place is lost, since page
// tokens expire and a list from which tickets vanish moves under its reader: begin again.
//
// The query must be ordered by what never changes, such as the time of creation; a ticket that appears while
// pages are read may shift others, which then show twice.
Result<SearchPage> search_page(const Client& client, const std::string& jql, const std::string& from,
                               std::size_t most = kSearchPage);

// All pages.
Result<std::vector<Ticket>> search(const Client& client, const std::string& jql);

// A text as a query quotes it.
std::string jql_text(std::string_view text);

}  // namespace itsm::jira
