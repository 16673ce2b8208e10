// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include <itsm/documents/sync.hpp>
#include <itsm/rest.hpp>

// Polls of vendors that number their changes one after the other. Such a number needs nobody's clock; but a
// change may get its number before others can read it, so that one with a lower number shows late. So the
// last numbers are asked for again, and the cursor holds which of them were told.
namespace itsm {

// "100,102,103": everything up to 100 is told, and these are.
class NumberedCursor {
 public:
  static Result<NumberedCursor> read(const std::string& text) {
    NumberedCursor cursor;
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find(',', start), text.size());
      const auto number = whole_number(std::string_view(text).substr(start, end - start));
      if (!number) return failure(Status::invalid_argument, "this is no cursor of changes");
      if (start == 0) cursor.behind_ = *number;
      cursor.told_.insert(*number);
      start = end + 1;
    }
    return cursor;
  }

  std::uint64_t behind() const { return behind_; }
  bool is_told(std::uint64_t number) const { return number <= behind_ || told_.contains(number); }
  void tell(std::uint64_t number) { told_.insert(number); }

  // again: how many of the last numbers are asked for once more.
  std::string text(std::uint64_t again) const {
    const std::uint64_t newest = told_.empty() ? behind_ : *told_.rbegin();
    const std::uint64_t behind = std::max(behind_, newest - std::min(newest, again));
    std::string text = std::to_string(behind);
    for (auto one = told_.upper_bound(behind); one != told_.end(); ++one) text += ',' + std::to_string(*one);
    return text;
  }

 private:
  std::uint64_t behind_ = 0;
  std::set<std::uint64_t> told_;
};

struct NumberedChange {
  std::uint64_t number = 0;
  std::string ticket{};  // which ticket changed, as read takes it
};

// One page of a poll, of at most a page of the vendor.
//   list: changes of numbers above one, by number: the first of them, or the last where a poll begins; at
//   most
//     page_size. list(std::uint64_t behind, bool last), Result<std::vector<NumberedChange>>
//   read: the ticket as it is now, Result<Ticket>; what is not found is left out.
template <class List, class Read>
Result<ChangesPage> poll_numbered(const ChangesRequest& request, std::size_t page_size, List list,
                                  Read read) {
  const std::uint64_t again = page_size / 2;  // the other half moves on
  const bool begins = request.cursor.empty();
  ITSM_TRY(NumberedCursor cursor, NumberedCursor::read(request.cursor));
  ITSM_TRY(const std::vector<NumberedChange> changes, list(cursor.behind(), begins));
  ChangesPage page;
  page.more = !begins && changes.size() == page_size;
  std::set<std::string> met;
  for (const NumberedChange& change : changes) {
    if (!begins && !cursor.is_told(change.number) && !met.contains(change.ticket)) {
      if (page.tickets.size() >= std::max<std::size_t>(request.limit, 1)) {
        page.more = true;
        break;
      }
      Result<Ticket> ticket = read(change.ticket);
      if (!ticket && ticket.error().status != Status::not_found) return unexpected(std::move(ticket).error());
      if (ticket) page.tickets.push_back(*std::move(ticket));
      met.insert(change.ticket);
    }
    cursor.tell(change.number);
  }
  page.next_cursor = cursor.text(again);
  return page;
}

}  // namespace itsm
