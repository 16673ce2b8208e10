// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/fitting.hpp"

#include <algorithm>

#include "plugins/common/near.hpp"
#include "plugins/common/text.hpp"
#include "plugins/jira/field_description.hpp"

namespace itsm::jira {
namespace {

constexpr std::size_t kMostNamed = 10;  // options in a message

Unexpected<Error> misfit(const FieldDescription& field, std::string reason) {
  Error error{Status::invalid_argument, "the value of " + field.name + " " + reason, 0, {}, {}, {}};
  error.fields[field.id] = std::move(reason);
  return unexpected(std::move(error));
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string no_such_option(const std::string& wanted, const std::vector<Option>& offered) {
  std::vector<std::string> names;
  for (const Option& option : offered) names.push_back(option.name);
  const std::string start = "is '" + wanted + "', which is not offered here";
  if (names.empty()) return start + ": nothing is";
  if (const std::string near = common::nearest(wanted, names); !near.empty())
    return start + ": is '" + near + "' meant?";
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
    list += (i == 0 ? "" : ", ") + names[i];
  return start + "; offered are " + list + (names.size() > kMostNamed ? " and others" : "");
}

// By id, else by name; in another case where that means one option only.
const Option* find_option(const Named& wanted, const std::vector<Option>& offered) {
  const auto found = [&](auto fits) -> const Option* {
    const auto first = std::find_if(offered.begin(), offered.end(), fits);
    if (first == offered.end() || std::find_if(first + 1, offered.end(), fits) != offered.end())
      return nullptr;
    return &*first;
  };
  if (!wanted.id.empty())
    return found([&](const Option& one) { return one.id == wanted.id || one.key == wanted.id; });
  if (const Option* same = found([&](const Option& one) { return one.name == wanted.name; })) return same;
  return found([&](const Option& one) { return lower(one.name) == lower(wanted.name); });
}

Result<Json> chosen_option(const FieldDescription& field, const Json& value,
                           const std::vector<Option>& offered) {
  const auto wanted = from_document<Named>(value);
  const Option* option = find_option(wanted, offered);
  if (option == nullptr)
    return misfit(field, no_such_option(wanted.name.empty() ? wanted.id : wanted.name, offered));
  return to_document(Named{option->id, option->name});
}

std::vector<Option> level(const FieldDescription& field, const std::string& note) {
  std::vector<Option> out;
  std::copy_if(field.options.begin(), field.options.end(), std::back_inserter(out),
               [&](const Option& one) { return one.note == note; });
  return out;
}

Result<Json> chosen_levels(const FieldDescription& field, const Json& value) {
  Json out = Json::array();
  std::string note;
  for (const Json& one : value) {
    ITSM_TRY(Json option, chosen_option(field, one, level(field, note)));
    note = below(option.value("name", ""));
    out.push_back(std::move(option));
  }
  return out;
}

Result<Json> chosen_each(const FieldDescription& field, const Json& value) {
  Json out = Json::array();
  for (const Json& one : value) {
    ITSM_TRY(Json option, chosen_option(field, one, field.options));
    out.push_back(std::move(option));
  }
  return out;
}

// With the options of the form, where it lists all.
Result<Json> with_options(const FieldDescription& field, const Json& value) {
  switch (field.kind) {
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::security:
      return chosen_option(field, value, field.options);
    case FieldKind::options:
    case FieldKind::version:
    case FieldKind::component:
      return value.is_array() ? chosen_each(field, value) : misfit(field, "must be a list");
    case FieldKind::cascade:
      return value.is_array() ? chosen_levels(field, value)
                              : misfit(field, "must be a list, outermost first");
    default:
      return value;
  }
}

// A version or a project in a field of its own goes by id: the name stands in another member for each.
Result<void> expect_id(const FieldDescription& field, const Json& value) {
  const bool goes_by_id = field.kind == FieldKind::option &&
                          (field.vendor_type.ends_with("version") || field.vendor_type.ends_with("project"));
  if (!goes_by_id || !from_document<Named>(value).id.empty()) return {};
  return misfit(field, "must be given by its id: the form does not list what can be chosen");
}

}  // namespace

bool says_nothing(const Json& value) {
  return value.is_null() || value == Json::array() || value == Json("");
}

Result<FieldValue> fitting(const FieldDescription& field, FieldValue value) {
  if (field.required && says_nothing(value.value))
    return misfit(field, "is demanded here and cannot be left empty");
  if (value.value.is_null()) return value;
  if (value.kind == FieldKind::raw || field.kind == FieldKind::raw) return value;
  if (value.kind != field.kind)
    return misfit(field, "is of the kind '" + std::string(name_of(value.kind)) + "' where the field holds '" +
                             std::string(name_of(field.kind)) + "'");
  if (field.max_length && value.value.is_string()) {
    const std::size_t size = common::length(value.value.get_ref<const std::string&>(), LengthUnit::utf16);
    if (size > *field.max_length)
      return misfit(field, "is " + std::to_string(size) + " characters long where the field takes " +
                               std::to_string(*field.max_length));
  }
  try {
    if (field.has_more_options) {
      ITSM_CHECK(expect_id(field, value.value));
      return value;
    }
    ITSM_TRY(value.value, with_options(field, value.value));
  } catch (const DocumentError& wrong) {
    return misfit(field, wrong.what());
  }
  return value;
}

}  // namespace itsm::jira
