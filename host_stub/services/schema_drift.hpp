// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// The vendor's forms change without a word. They are kept as they were seen, and what a change breaks here is
// told before a ticket meets it.
namespace itsm::host::services {

struct FormDrift {
  std::string project{};
  std::string type{};
  std::vector<std::string> changes{};  // at the vendor, since the form was seen last
  std::vector<std::string> broken{};   // lines of policies, presets and waiting tickets that no longer fit
};

// Looks at every form that policies of the integration use and keeps it. What fitted and no longer does is an
// alert of the companies that are served, one for each form; it closes once everything fits again. Answers
// the forms that have changed or are broken. The failure is the vendor's.
Result<std::vector<FormDrift>> look_for_drift(Services& services, const store::IntegrationRow& integration);

// When the forms of each integration were last looked at, whatever came of it.
using Looks = std::map<IntegrationId, Time>;

// Does so for the enabled integrations whose forms were not looked at for some hours, or that have refused a
// ticket since; a look that came to nothing is repeated after some minutes. Answers how many were looked at.
Result<int> look_where_due(Services& services, Looks& looks);

}  // namespace itsm::host::services
