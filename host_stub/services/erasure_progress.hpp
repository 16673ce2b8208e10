// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/json.hpp>

#include "host_stub/services/company_erasure.hpp"
#include "host_stub/store/erasures.hpp"

// Within the services: what is stored of an erasure while it runs, and at its end as the receipt.
namespace itsm::host::services {

struct ErasureProgress {
  std::map<std::string, std::int64_t> rows{};
  std::vector<std::string> data_keys{};
  std::vector<std::string> wrapping_keys{};
  // Integration to what became of its webhook: "begun", "removed", "nothing" was there, or "left".
  std::map<std::string, std::string> vendors{};
  std::vector<std::string> left{};
  bool vendors_asked = false;

  static constexpr std::string_view kDocument = "erasure_progress";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("rows", self.rows, "By table.");
    visit.optional("data_keys", self.data_keys, "Destroyed.");
    visit.optional("wrapping_keys", self.wrapping_keys, "That wrapped them.");
    visit.optional("vendors", self.vendors, "By integration.");
    visit.optional("left", self.left, "To do.");
    visit.optional("vendors_asked", self.vendors_asked, "Nobody needs its credentials any more.");
  }
};

ErasureReport report_of(const store::ErasureRow& row);
// Takes the webhook and the access of the company's own integrations away at their vendors, one after the
// other.
Result<> leave_vendors(Services& services, const store::ErasureRow& erasure);
// Changes what is stored, in one transaction with the work, which is given the progress.
template <class Work>
Result<> with_progress(Services& services, const store::ErasureRow& erasure, Work work) {
  return services.database.erasing(erasure.erased, [&](store::Transaction& eraser) -> Result<> {
    ITSM_TRY(const auto held, store::hold_progress(eraser, erasure));
    auto progress = from_document<ErasureProgress>(held.document);
    ITSM_CHECK(work(eraser, progress));
    return store::store_progress(eraser, to_document(progress), services.clock.now());
  });
}

}  // namespace itsm::host::services
