// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// The end of a company: everything that it has is destroyed in small steps, and a receipt stays.
namespace itsm::host::services {

// What Services::at_step is told of, once it is committed.
inline constexpr std::array<std::string_view, 5> kErasureSteps{"erase_marked", "erase_vendors", "erase_keys",
                                                               "erase_rows", "erase_receipt"};

struct ErasureReport {
  std::int64_t company = 0;
  std::string name{};
  std::string state{};  // planned, running, done
  std::string actor{};
  std::string begun_at{};
  std::string ended_at{};
  std::map<std::string, std::int64_t> rows{};
  std::vector<std::string> data_keys{};
  std::vector<std::string> wrapping_keys{};
  std::vector<std::string> webhooks_removed{};
  std::vector<std::string> left_to_do{};

  static constexpr std::string_view kDocument = "company_erasure";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("company", self.company, "Its number, which no other company gets.");
    visit.required("name", self.name, "Free for another company once this is done.");
    visit.required("state", self.state, "planned: nothing was changed; running; done.");
    visit.optional("actor", self.actor, "Who asked for it.");
    visit.optional("begun_at", self.begun_at, "When.");
    visit.optional("ended_at", self.ended_at, "When nothing was left.");
    visit.required("rows", self.rows, "How many, by table; of a plan, as they are now.");
    visit.optional("data_keys", self.data_keys, "Destroyed ones, which sealed its credentials.");
    visit.optional(
        "wrapping_keys", self.wrapping_keys,
        "Keys of the key file by which those were wrapped: with one of them a backup from before opens "
        "them.");
    visit.optional("webhooks_removed", self.webhooks_removed,
                   "Integrations whose webhook the vendor has taken away.");
    visit.optional("left_to_do", self.left_to_do, "What this host cannot do.");
  }
};

// What would be destroyed. Refused with "company_unknown".
Result<ErasureReport> preview_erasure(Services& services, const std::string& name);
// Marks the company: from now on nobody can act in it, and any host carries the erasure through. `confirmed`
// must be its name again.
Result<ErasureReport> begin_erasure(Services& services, const std::string& name, const std::string& confirmed,
                                    const std::string& actor);
// Of a company that is marked: to its end, or until it is stopped. May be called again after a crash.
Result<> carry_out_erasure(Services& services, CompanyId company, const std::stop_token& stop);
// All that are marked, for a serving host; those at which somebody was at work a moment ago are left to him.
Result<> carry_on_erasures(Services& services, const std::stop_token& stop);
// Receipts, the newest first.
Result<std::vector<ErasureReport>> list_erasures(Services& services);
// The receipt of one. Refused with "erasure_unknown".
Result<ErasureReport> show_erasure(Services& services, CompanyId company);

}  // namespace itsm::host::services
