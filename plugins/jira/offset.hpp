// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

namespace itsm::jira {

// A place in a list that Jira pages by counting. Tickets that vanish from the list in the meantime move those
// behind them forward, over the edge of the page, where nobody would see them. So each page begins with the
// last tickets of the page before: whoever finds one of them again has missed nothing.
struct Offset {
  std::size_t start = 0;
  std::vector<std::string> anchors{};  // ids of the tickets from there on, which were read before

  // An empty text is the beginning; invalid_argument for a text that is none of ours.
  static Result<Offset> read(const std::string& text);
  std::string text() const;

  // Behind a page that was read here, the known tickets at its beginning included.
  Offset behind(const std::vector<Ticket>& page) const;
  // Takes what is known from the front of the page. False when none of it is there: the place is lost.
  bool drop_known(std::vector<Ticket>& page) const;
};

}  // namespace itsm::jira
