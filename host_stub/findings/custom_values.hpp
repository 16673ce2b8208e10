// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host_stub/core/custom_field.hpp"
#include "host_stub/core/finding.hpp"

namespace itsm::host::findings {

// Values of custom fields that an import left out: the finding is imported without them.
struct LeftOutValues {
  std::string key{};
  std::string reason{};
  std::int64_t count = 0;

  static constexpr std::string_view kDocument = "left_out_values";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "Of the custom field, as the file has it.");
    visit.required("reason", self.reason, "Why.");
    visit.required("count", self.count, "Of how many records.");
  }
};

// Judges the values that scans give for custom fields by what the company declared.
class CustomValues {
 public:
  void declare(std::vector<CustomField> fields);

  // Keeps of the finding's values those that are declared and fit, in the field's type.
  void check(Finding& finding);

  // What was left out, by key; at most 100 kinds of it.
  std::vector<LeftOutValues> left_out() const;

 private:
  void leave_out(const std::string& key, const std::string& reason);
  std::string unknown(const std::string& key) const;

  std::vector<CustomField> fields_{};
  std::map<std::pair<std::string, std::string>, std::int64_t> left_out_{};
};

}  // namespace itsm::host::findings
