// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/outward_fields.hpp"

#include <algorithm>

#include "host_stub/core/digest.hpp"
#include "host_stub/policy/members.hpp"

namespace itsm::host::sync {
namespace {

using policy::Direction;

FieldValue text_value(const std::string& text) { return {FieldKind::string, text}; }

std::string digest_of(const std::optional<RichText>& section) {
  return section ? sha256_hex(dump(to_document(*section))) : std::string();
}

// Collects what follows for each value of one ticket.
class FieldPlanning {
 public:
  explicit FieldPlanning(const FieldSituation& situation) : situation_(situation) {
    out_.settled = situation.agreed;
    out_.carried_out = situation.agreed;
    out_.update.ref = situation.theirs.ref;
    // Also where the policy has no word for the finding now.
    if (situation.takes_up_left)
      for (auto& [field, agreed] : out_.carried_out.fields) agreed = taken_up(std::move(agreed));
  }

  void add(const policy::TicketField& field) {
    const std::string& id = field.field.id;
    if (situation_.typed.contains(id)) return;
    const FieldValue theirs = theirs_of(field);
    const auto before = agreed_on(field, theirs);
    const auto agreed = by_present_policy(field, before, theirs);
    if (is_shared(field.field.kind) && field.mapping->direction == Direction::push) {
      const FieldValue merged = merged_elements(field.ours, theirs, agreed);
      if (policy::is_same(merged, theirs))
        return settle(id, {field.ours, theirs, agreed ? agreed->left : std::nullopt});
      return write(field, merged, {field.ours, merged, {}});
    }
    const auto chosen = situation_.agreed.chosen.find(id);
    const bool is_chosen = chosen != situation_.agreed.chosen.end();
    switch (merge(field.mapping->direction, field.mapping->owner, field.ours, theirs, agreed,
                  is_chosen ? std::optional(chosen->second) : std::nullopt)) {
      case Merging::settled:
        return settle(id, {field.ours, theirs, {}});
      case Merging::write:
        return write(field, field.ours, {field.ours, field.ours, {}});
      case Merging::pull:
        out_.pulls.push_back({*field.mapping, id, theirs});
        out_.in_agreement.insert(id);
        return carry_out(id, {theirs, theirs, {}});
      case Merging::conflict:
        out_.conflicts.push_back({id, field.field.name, field.ours, theirs});
        [[fallthrough]];
      case Merging::leave:
        if (before) out_.settled.fields[id] = *before;
        if (agreed) out_.carried_out.fields[id] = *agreed;
        break;
    }
  }

  // A summary that people have changed is theirs.
  void add_summary() {
    if (situation_.draft == nullptr) return;
    const FieldValue ours = text_value(situation_.texts.summary);
    const FieldValue theirs = text_value(situation_.theirs.summary);
    const FieldValue made = text_value(situation_.draft->summary);
    AgreedValue agreed = situation_.agreed.summary.value_or(AgreedValue{made, made, {}});
    if (policy::is_same(ours, theirs)) agreed = {ours, theirs, {}};
    out_.settled.summary = agreed;
    agreed = by_present_policy(std::move(agreed), ours, [](const Earlier& earlier) {
      return std::optional(text_value(earlier.texts.summary));
    });
    out_.carried_out.summary = agreed;
    if (policy::is_same(ours, agreed.ours) || !policy::is_same(theirs, agreed.theirs)) return;
    out_.update.summary = situation_.texts.summary;
    out_.what.emplace_back("summary");
    out_.carried_out.summary = AgreedValue{ours, ours, {}};
  }

  void add_section() {
    if (situation_.draft == nullptr) return;
    const auto written = policy::members_in(situation_.draft->description);
    const std::string before = situation_.is_first_look ? digest_of(written) : situation_.agreed.section;
    const std::string now = digest_of(situation_.texts.members);
    AgreedValue agreed{text_value(before), text_value(before), {}};
    if (situation_.agreed.section_left) agreed.left = text_value(*situation_.agreed.section_left);
    agreed = by_present_policy(std::move(agreed), text_value(now), [](const Earlier& earlier) {
      return std::optional(text_value(digest_of(earlier.texts.members)));
    });
    out_.settled.section = before;
    out_.carried_out.section = agreed.ours.value.get<std::string>();
    out_.carried_out.section_left.reset();
    if (agreed.left) out_.carried_out.section_left = agreed.left->value.get<std::string>();
    // Of a ticket that has lost all its findings but one the section stays, as what it once was.
    if (now.empty() || now == out_.carried_out.section) return;
    out_.update.section = SectionChange{std::string(policy::kMembersSection), *situation_.texts.members};
    out_.what.emplace_back("members");
    out_.carried_out.section = now;
    out_.carried_out.section_left.reset();
  }

  FieldPlan take() { return std::move(out_); }

 private:
  FieldValue theirs_of(const policy::TicketField& field) const {
    const auto found = situation_.theirs.fields.find(field.field.id);
    return found == situation_.theirs.fields.end() ? FieldValue{field.field.kind, nullptr} : found->second;
  }

  // What a ticket of ours was made with is what was agreed on first.
  std::optional<AgreedValue> agreed_on(const policy::TicketField& field, const FieldValue& theirs) const {
    const auto known = situation_.agreed.fields.find(field.field.id);
    if (known != situation_.agreed.fields.end()) return known->second;
    if (situation_.draft == nullptr) return std::nullopt;
    const auto written = situation_.draft->fields.find(field.field.id);
    if (written != situation_.draft->fields.end()) return AgreedValue{written->second, written->second, {}};
    return AgreedValue{{field.field.kind, nullptr}, theirs, {}};
  }

  // As the policy that decides sees what was agreed on, maybe by another.
  template <class EarlierValue>
  AgreedValue by_present_policy(AgreedValue agreed, const FieldValue& ours, EarlierValue&& value) const {
    if (situation_.takes_up_left) return taken_up(std::move(agreed));
    if (!situation_.earlier) return agreed;
    return left_as_it_is(std::move(agreed), ours, value(*situation_.earlier));
  }

  std::optional<AgreedValue> by_present_policy(const policy::TicketField& field,
                                               const std::optional<AgreedValue>& agreed,
                                               const FieldValue& theirs) const {
    const std::string& id = field.field.id;
    // A line that came while the ticket stays as it is: a ticket of others holds what it holds.
    if (!agreed && !situation_.earlier) return std::nullopt;
    return by_present_policy(agreed.value_or(AgreedValue{{field.field.kind, nullptr}, theirs, {}}),
                             field.ours, [&](const Earlier& earlier) -> std::optional<FieldValue> {
                               for (const auto& one : earlier.fields)
                                 if (one.field.id == id) return one.ours;
                               return std::nullopt;
                             });
  }

  void settle(const std::string& id, const AgreedValue& value) {
    out_.in_agreement.insert(id);
    out_.settled.fields[id] = value;
    out_.settled.chosen.erase(id);
    carry_out(id, value);
  }

  void carry_out(const std::string& id, const AgreedValue& value) {
    out_.carried_out.fields[id] = value;
    out_.carried_out.chosen.erase(id);
  }

  void write(const policy::TicketField& field, const FieldValue& value, const AgreedValue& then) {
    out_.in_agreement.insert(field.field.id);
    out_.update.fields[field.field.id] = value;
    out_.what.push_back(field.field.name + ": " + shown_value(value));
    carry_out(field.field.id, then);
  }

  const FieldSituation& situation_;
  FieldPlan out_{};
};

}  // namespace

void FieldPlan::leave_different(const std::string& field, const Ticket& theirs) {
  const auto agreed = carried_out.fields.find(field);
  if (agreed == carried_out.fields.end()) return;
  const auto value = theirs.fields.find(field);
  agreed->second.theirs =
      value == theirs.fields.end() ? FieldValue{agreed->second.ours.kind, nullptr} : value->second;
}

Agreement FieldPlan::taken_over() const {
  Agreement agreement = settled;
  for (const Pull& pull : pulls) {
    agreement.fields[pull.field] = {pull.theirs, pull.theirs, {}};
    agreement.chosen.erase(pull.field);
  }
  return agreement;
}

FieldPlan plan_fields(const FieldSituation& situation) {
  FieldPlanning planning(situation);
  for (const auto& field : situation.ours) planning.add(field);
  planning.add_summary();
  planning.add_section();
  return planning.take();
}

bool is_shown(const UpdateRequest& written, const Ticket& theirs) {
  if (written.summary) return *written.summary == theirs.summary;
  const auto is_there = [&](const auto& field) {
    const auto& [id, value] = field;
    const auto found = theirs.fields.find(id);
    return value.kind == FieldKind::text ||
           (found != theirs.fields.end() && policy::is_same(value, found->second));
  };
  return !written.fields.empty() && std::all_of(written.fields.begin(), written.fields.end(), is_there);
}

void agree_on(FieldSituation& situation, const UpdateRequest& written) {
  for (const auto& [id, value] : written.fields) {
    const auto there = situation.theirs.fields.find(id);
    // Of elements that people share the value does not say which are ours.
    if (is_shared(value.kind) || there == situation.theirs.fields.end()) continue;
    if (policy::is_same(value, there->second)) situation.agreed.fields[id] = {value, there->second};
  }
  if (written.summary && *written.summary == situation.theirs.summary)
    situation.agreed.summary = AgreedValue{text_value(*written.summary), text_value(*written.summary)};
  if (!written.section) return;
  situation.agreed.section = digest_of(std::optional(written.section->content));
  situation.is_first_look = false;
}

std::string shown_value(const FieldValue& value) {
  const Json& json = value.value;
  if (json.is_null()) return "nothing";
  if (json.is_string()) return json.get<std::string>();
  if (json.is_object())
    for (const char* member : {"name", "email", "id"})
      if (json.contains(member)) return json[member].get<std::string>();
  if (!json.is_array()) return dump(json);
  std::string all;
  for (const Json& element : json) all += (all.empty() ? "" : ", ") + shown_value({value.kind, element});
  return all.empty() ? "nothing" : all;
}

}  // namespace itsm::host::sync
