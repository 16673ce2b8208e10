// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <itsm/documents/schema.hpp>

namespace itsm::host {

// What a vendor will put into a field of a new ticket, by a table of its own that it shows.
struct Prediction {
  std::string field{};
  std::string name{};
  FieldRole role = FieldRole::none;
  Named value{};
  std::string from{};

  static constexpr std::string_view kDocument = "prediction";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("field", self.field, "Its id at the vendor.");
    visit.required("name", self.name, "As people know it.");
    visit.optional("role", self.role, "What it means, where it means something common.");
    visit.required("value", self.value, "What it will hold.");
    visit.required("from", self.from, "The inputs, for people.");
  }
};

// Nothing where the vendor did not say what the field holds now.
inline std::optional<bool> came_true(const Prediction& prediction, const Named& actual) {
  if (!prediction.value.id.empty() && !actual.id.empty()) return prediction.value.id == actual.id;
  if (actual.name.empty()) return std::nullopt;
  return prediction.value.name == actual.name;
}

}  // namespace itsm::host
