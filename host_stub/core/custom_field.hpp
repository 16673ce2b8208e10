// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

// Fields that a company adds to its findings. Only declared ones exist: a mistyped key never makes a new one.
namespace itsm::host {

enum class CustomFieldType { text, number, date, boolean, option, options };

}  // namespace itsm::host

template <>
struct itsm::EnumNames<itsm::host::CustomFieldType> {
  using enum itsm::host::CustomFieldType;
  static constexpr std::array<std::pair<itsm::host::CustomFieldType, std::string_view>, 6> names{
      {{text, "text"},
       {number, "number"},
       {date, "date"},
       {boolean, "boolean"},
       {option, "option"},
       {options, "options"}}};
};

namespace itsm::host {

struct CustomField {
  std::string key{};
  std::string label{};
  CustomFieldType type = CustomFieldType::text;
  std::vector<std::string> options{};

  static constexpr std::string_view kDocument = "custom_field";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "In imports, policies and documents: custom.KEY.");
    visit.optional("label", self.label, "For people; absent: the key.");
    visit.required("type", self.type, "What its values are.");
    visit.optional("options", self.options, "The values to choose from, of types option and options.");
  }
};

// What is wrong with a declaration; empty when it is right.
std::string mistake_in(const CustomField& field);

// The value as it is kept; numbers, truth values and lists may come as text, as in a table. The failure is
// the end of a sentence: "is not one of: gold, silver".
itsm::Result<Json, std::string> value_of(const CustomField& field, const Json& value);

}  // namespace itsm::host
