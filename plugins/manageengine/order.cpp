// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/order.hpp"

#include <algorithm>
#include <array>

#include "plugins/common/text.hpp"
#include "plugins/manageengine/closing.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {

Result<void> Order::put(const std::map<std::string, FieldValue>& fields) {
  for (const auto& [field, value] : fields) {
    ITSM_TRY(Json wire, to_wire(field, value));
    put(field, std::move(wire));
  }
  return {};
}

void Order::put(const std::string& field, Json value) {
  if (is_closing_field(field)) {
    request_["closure_info"][field] = std::move(value);
  } else if (is_additional(field) && !desk_.has_flat_udf()) {
    request_["udf_fields"][field] = std::move(value);
  } else {
    request_[field] = std::move(value);
  }
}

void Order::put_subject(const std::string& summary) {
  request_["subject"] = common::cut(common::one_line(summary), kLongestSubject, LengthUnit::utf16);
}

bool is_additional(const std::string& field) {
  static constexpr std::array<std::string_view, 7> kPrefixes{"udf_", "txt_",  "num_", "date_",
                                                             "dt_",  "bool_", "dbl_"};
  return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return field.starts_with(prefix); });
}

}  // namespace itsm::manageengine
