// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// The vendor's forms as they were seen last, so that a change is noticed.
namespace itsm::host::store {

struct VendorFormRow {
  std::string project_id{};
  std::string type_id{};
  Json form{};
  std::vector<std::string> broken{};  // what fitted an earlier form and does not fit this one
  Time seen_at{};
};

// In the scope of the integration's owner.
Result<std::vector<VendorFormRow>> load_vendor_forms(Transaction& owner, IntegrationId integration);
Result<> store_vendor_form(Transaction& owner, IntegrationId integration, const VendorFormRow& row);

// In a company's scope: the drafts of tickets that wait for being made, at most `limit`.
Result<std::vector<Json>> waiting_drafts(Transaction& company, IntegrationId integration, std::int64_t limit);

}  // namespace itsm::host::store
