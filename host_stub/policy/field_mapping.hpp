// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/documents.hpp"
#include "host_stub/policy/attribute.hpp"

namespace itsm::host::policy {

// When a value goes which way. pull_once: when a ticket is linked or adopted, and never again.
enum class Direction { push_once, push, both, pull, pull_once };
constexpr bool is_written(Direction direction) {
  return direction != Direction::pull && direction != Direction::pull_once;
}
constexpr bool is_read_back(Direction direction) {
  return direction != Direction::push && direction != Direction::push_once;
}

// Whose value stands when both sides have changed it; nobody: a person decides.
enum class FieldOwner { nobody, finding, ticket };

// One line of `fields`: what of the finding, what at the vendor is called like it, or which constant, stands
// in which field of the ticket.
struct FieldMapping {
  std::optional<AttributeName> finding{};  // or
  std::vector<AttributeName> match{};      // what of it is looked up at the vendor, in this order; or
  Json constant{};                         // text, number, boolean or a list of text
  std::string ticket{};                    // a role such as priority, an id or a name
  Direction direction = Direction::push;
  FieldOwner owner = FieldOwner::nobody;
  bool accept_outside_edits = false;
  std::map<std::string, std::string> values{};  // the finding's value -> the ticket's; empty: as it is
  config::Place place{};
};
void read(config::Element element, FieldMapping& out);

// Text, a number, true or false, or a list of text: what a field can be given.
void read_constant(config::Element element, Json& out);

// What is allowed and still worth a word.
std::vector<std::string> warnings_of(const FieldMapping& mapping);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::Direction> {
  using enum itsm::host::policy::Direction;
  static constexpr std::array<std::pair<itsm::host::policy::Direction, std::string_view>, 5> names{
      {{push_once, "push_once"}, {push, "push"}, {both, "both"}, {pull, "pull"}, {pull_once, "pull_once"}}};
};
template <>
struct itsm::EnumNames<itsm::host::policy::FieldOwner> {
  using enum itsm::host::policy::FieldOwner;
  static constexpr std::array<std::pair<itsm::host::policy::FieldOwner, std::string_view>, 2> names{
      {{finding, "finding"}, {ticket, "ticket"}}};
};
