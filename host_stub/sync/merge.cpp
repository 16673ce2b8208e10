// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/merge.hpp"

#include <algorithm>
#include <utility>

#include "host_stub/policy/ticket_fields.hpp"

namespace itsm::host::sync {
namespace {

using policy::Direction;
using policy::FieldOwner;

Merging first_look(Direction direction, FieldOwner owner) {
  if (policy::is_read_back(direction) && (direction != Direction::both || owner == FieldOwner::ticket))
    return Merging::pull;
  if (direction == Direction::both && owner == FieldOwner::finding) return Merging::write;
  return Merging::settled;
}

Merging as_chosen(Direction direction, Side chosen) {
  if (chosen == Side::ours) return policy::is_written(direction) ? Merging::write : Merging::settled;
  return policy::is_read_back(direction) ? Merging::pull : Merging::settled;
}

Merging both_changed(FieldOwner owner) {
  switch (owner) {
    case FieldOwner::finding:
      return Merging::write;
    case FieldOwner::ticket:
      return Merging::pull;
    case FieldOwner::nobody:
      break;
  }
  return Merging::conflict;
}

bool contains(const Json& list, const Json& element) {
  const FieldValue wanted{FieldKind::raw, element};
  return std::any_of(list.begin(), list.end(), [&](const Json& one) {
    return policy::is_same({FieldKind::raw, one}, wanted);
  });
}

Json list_of(const FieldValue& value) { return value.value.is_array() ? value.value : Json::array(); }

}  // namespace

AgreedValue left_as_it_is(AgreedValue agreed, const FieldValue& ours,
                          const std::optional<FieldValue>& earlier) {
  const bool is_unchanged = !earlier || policy::is_same(*earlier, agreed.ours);
  if (!is_unchanged || policy::is_same(ours, agreed.ours)) return agreed;
  if (!agreed.left) agreed.left = agreed.ours;
  if (policy::is_same(*agreed.left, ours)) agreed.left.reset();
  agreed.ours = ours;
  return agreed;
}

AgreedValue taken_up(AgreedValue agreed) {
  if (agreed.left) agreed.ours = *std::exchange(agreed.left, std::nullopt);
  return agreed;
}

Merging merge(Direction direction, FieldOwner owner, const FieldValue& ours, const FieldValue& theirs,
              const std::optional<AgreedValue>& agreed, std::optional<Side> chosen) {
  if (policy::is_same(ours, theirs)) return Merging::settled;
  if (chosen) return as_chosen(direction, *chosen);
  if (!agreed) return first_look(direction, owner);
  const bool we_changed = !policy::is_same(ours, agreed->ours);
  // A text comes back in the vendor's markup, which need not be ours word for word.
  const bool they_changed = theirs.kind != FieldKind::text && !policy::is_same(theirs, agreed->theirs);
  switch (direction) {
    case Direction::pull:
      return we_changed || they_changed ? Merging::pull : Merging::leave;
    case Direction::push_once:
    case Direction::pull_once:
      return Merging::leave;
    case Direction::push:
      if (!we_changed) return Merging::leave;
      return they_changed ? Merging::conflict : Merging::write;
    case Direction::both:
      break;
  }
  if (we_changed && they_changed) return both_changed(owner);
  if (we_changed) return Merging::write;
  return they_changed ? Merging::pull : Merging::leave;
}

bool is_shared(FieldKind kind) { return kind == FieldKind::labels || kind == FieldKind::component; }

FieldValue merged_elements(const FieldValue& ours, const FieldValue& theirs,
                           const std::optional<AgreedValue>& agreed) {
  const Json before = agreed ? list_of(agreed->ours) : Json::array();
  const Json now = list_of(ours);
  Json merged = Json::array();
  for (const Json& element : list_of(theirs))
    if (contains(now, element) || !contains(before, element)) merged.push_back(element);
  for (const Json& element : now)
    if (!contains(before, element) && !contains(merged, element)) merged.push_back(element);
  return {ours.kind, std::move(merged)};
}

}  // namespace itsm::host::sync
