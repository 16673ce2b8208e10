// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/store/alerts.hpp"

// Which alerts are to be told to another system, and which have been.
namespace itsm::host::store {

// Companies with an alert of the last day that is to be told now; ids only.
Result<std::vector<CompanyId>> companies_with_notices(Transaction& scheduler, std::int64_t limit, Time now);

struct DueNotice {
  AlertRow alert{};
  std::int64_t attempts = 0;  // this one included
};
// Nobody else gets them before `until`. In the transaction's company.
Result<std::vector<DueNotice>> claim_notices(Transaction& transaction, std::int64_t limit, Time until,
                                             Time now);
// That it was raised, or that it has closed, as the claimed row says.
Result<> notice_told(Transaction& transaction, const AlertRow& alert);
Result<> notice_failed(Transaction& transaction, const AlertRow& alert, Time due_at);

}  // namespace itsm::host::store
