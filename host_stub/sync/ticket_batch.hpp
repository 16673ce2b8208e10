// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/outbox/instruments.hpp"
#include "host_stub/sync/journal.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::sync {

// Tickets of one integration of which something was heard: reads in one go those whose news nobody has shown,
// and judges them all. Used once.
class TicketBatch {
 public:
  // All borrowed.
  TicketBatch(Journal& journal, Source& source, const outbox::Instruments& instruments, const Place& place,
              const std::vector<store::InboxRow>& rows)
      : journal_(journal), source_(source), instruments_(instruments), place_(place), rows_(rows) {}

  Result<> run();

 private:
  struct Item {
    const store::InboxRow* row = nullptr;
    Heard heard{};
    bool reads = false;
    Arrival arrival{};
    bool judged = false;  // the arrival says what is so
  };

  Result<> read_tickets();
  Result<> judge_absent();
  Result<> apply();

  Journal& journal_;
  Source& source_;
  const outbox::Instruments& instruments_;
  const Place& place_;
  const std::vector<store::InboxRow>& rows_;

  std::map<std::string, CompanyId> routes_{};
  std::vector<Item> items_{};
  std::vector<store::InboxEnding> endings_{};
};

}  // namespace itsm::host::sync
