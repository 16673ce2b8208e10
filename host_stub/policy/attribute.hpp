// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"
#include "host_stub/policy/value.hpp"

namespace itsm::host::policy {

// In front of the name of a custom field.
inline constexpr std::string_view kCustomPrefix = "custom.";

// What policies can say about a finding: the one list behind conditions, field mappings, grouping and
// placeholders.
struct Attribute {
  std::string_view name;
  std::string_view meaning;
  std::string_view example;
  Value (*of)(const Finding&);
  // What a ticket may say about it. Null: nothing. False: that is no value of it.
  bool (*put)(Finding&, const Value&) = nullptr;
};
std::span<const Attribute> attributes();

// An attribute as a policy names it: one of the list, or custom.NAME.
class AttributeName {
 public:
  AttributeName() = default;
  static std::optional<AttributeName> find(std::string_view name);

  const std::string& text() const { return text_; }
  Value of(const Finding& finding) const;
  // Whether a ticket's value can be taken over at all.
  bool can_be_put() const;
  // Takes over a ticket's value; false, and nothing has changed, where that is no value of it.
  bool put(Finding& finding, const Value& value) const;

 private:
  std::string text_;
  const Attribute* attribute_ = nullptr;  // null: a custom field
};

// "severity, title, …, custom.NAME"; for near matches.
const std::vector<std::string>& attribute_names();

void read(config::Element element, AttributeName& out);

}  // namespace itsm::host::policy
