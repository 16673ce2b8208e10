// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/custom_values.hpp"

#include <algorithm>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostKinds = 100;
constexpr std::size_t kLongestKey = 64;

}  // namespace

void CustomValues::declare(std::vector<CustomField> fields) { fields_ = std::move(fields); }

void CustomValues::check(Finding& finding) {
  std::map<std::string, Json> kept;
  for (const auto& [key, value] : finding.custom) {
    const auto field = std::find_if(fields_.begin(), fields_.end(),
                                    [&key = key](const CustomField& each) { return each.key == key; });
    if (field == fields_.end()) {
      leave_out(key, unknown(key));
      continue;
    }
    auto fitting = value_of(*field, value);
    if (fitting) {
      kept.emplace(key, *std::move(fitting));
    } else {
      leave_out(key, "a value " + fitting.error());
    }
  }
  finding.custom = std::move(kept);
}

std::vector<LeftOutValues> CustomValues::left_out() const {
  std::vector<LeftOutValues> list;
  for (const auto& [kind, count] : left_out_) list.push_back({kind.first, kind.second, count});
  return list;
}

void CustomValues::leave_out(const std::string& key, const std::string& reason) {
  const std::pair kind(shortened(clean_text(key), kLongestKey), reason);
  if (left_out_.size() < kMostKinds || left_out_.contains(kind)) ++left_out_[kind];
}

std::string CustomValues::unknown(const std::string& key) const {
  std::vector<std::string> keys;
  for (const CustomField& field : fields_) keys.push_back(field.key);
  const std::string_view near = nearest(key, keys);
  return "the company has no such field" +
         (near.empty() ? std::string() : "; did you mean " + std::string(near) + "?");
}

}  // namespace itsm::host::findings
