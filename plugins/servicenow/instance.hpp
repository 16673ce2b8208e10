// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/documents/check.hpp>
#include <itsm/documents/manifest.hpp>

#include "plugins/common/url.hpp"

namespace itsm::servicenow {

// Names that the manifest and the requests share.
inline constexpr std::string_view kInstanceOrigin = "instance";
inline constexpr std::string_view kInstanceSetting = "instance";
inline constexpr std::string_view kDeployment = "instance";

// How our tickets are known again: the key in correlation_id, this name in correlation_display.
inline constexpr std::string_view kMarker = "itsm-link";

// What the columns of a task hold; an instance may have made them longer or shorter, which its dictionary
// says.
inline constexpr std::size_t kLongestSummary = 160;
inline constexpr std::size_t kLongestText = 4000;
inline constexpr std::size_t kLongestKey = 100;

// What check has found out and open gets back.
struct Facts {
  bool dates_are_utc = true;

  static constexpr std::string_view kDocument = "servicenow_facts";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("dates_are_utc", self.dates_are_utc, "Times in a query of this account are read as UTC.");
  }
};

// One ServiceNow as it was configured and checked. Immutable.
class Instance {
 public:
  static Instance from(const Configuration& configuration);

  bool has_address() const { return !address_.empty(); }
  const std::string& address() const { return address_; }
  const Facts& facts() const { return facts_; }

  // Where people read a record.
  TicketRef ref(std::string sys_id, std::string number, std::string_view table) const;

 private:
  std::string address_{};
  Facts facts_{};
};

// Letters, digits and '_': what is nothing else is no table or column, and never gets into a request.
bool is_name(std::string_view text);
// 32 hexadecimal digits.
bool is_sys_id(std::string_view text);

}  // namespace itsm::servicenow
