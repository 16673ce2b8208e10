// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/derived.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

const FieldDescription* described(const TargetSchema& schema, const std::string& id) {
  const auto& fields = schema.form.fields;
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const FieldDescription& one) { return one.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

// Drafts may name an option by its name alone; tables go by ids.
Named offered(const FieldDescription* field, Named named) {
  if (field == nullptr) return named;
  for (const Option& option : field->options) {
    const bool same =
        named.id.empty() ? to_lower(option.name) == to_lower(named.name) : option.id == named.id;
    if (same) return {option.id, option.name};
  }
  return named;
}

// What a field will hold; nothing where that is not known.
Named held(const TicketDraft& draft, const TargetSchema& schema, const std::string& id) {
  const FieldDescription* const field = described(schema, id);
  if (const auto given = draft.fields.find(id); given != draft.fields.end())
    return given->second.value.is_object() ? offered(field, from_document<Named>(given->second.value))
                                           : Named{};
  if (field == nullptr) return {};
  for (const Option& option : field->options)
    if (option.is_default) return {option.id, option.name};
  return {};
}

std::string told(const DerivedValue& line, const TicketDraft& draft, const TargetSchema& schema) {
  std::string out;
  for (const auto& [id, option] : line.when) {
    const FieldDescription* const field = described(schema, id);
    const Named value = held(draft, schema, id);
    out += (out.empty() ? "" : ", ") + (field == nullptr ? id : field->name) + " " +
           (value.name.empty() ? option : value.name);
  }
  return out;
}

}  // namespace

std::vector<Prediction> predict(const TicketDraft& draft, const TargetSchema& schema) {
  std::vector<Prediction> out;
  for (const DerivedField& field : schema.form.derived) {
    if (draft.fields.contains(field.id)) continue;
    const auto line = std::find_if(field.values.begin(), field.values.end(), [&](const DerivedValue& one) {
      return std::all_of(one.when.begin(), one.when.end(), [&](const auto& condition) {
        return held(draft, schema, condition.first).id == condition.second;
      });
    });
    if (line != field.values.end())
      out.push_back({field.id, field.name, field.role, line->value, told(*line, draft, schema)});
  }
  return out;
}

}  // namespace itsm::host::policy
