// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

// The vendor's live schema: what pickers offer and which fields a form has.
namespace itsm {

struct OptionsRequest {
  std::string picker{};
  std::map<std::string, std::string> context{};
  std::string query{};
  std::string cursor{};
  std::size_t limit = 50;
  bool exact = false;

  static constexpr std::string_view kDocument = "options_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("picker", self.picker, "Its id in the manifest.");
    visit.optional("context", self.context, "Picker id -> chosen option id, for what it depends on.");
    visit.optional("query", self.query, "What the person typed; searched at the vendor.");
    visit.optional("cursor", self.cursor, "Of the page before.");
    visit.optional("limit", self.limit, "Most options wanted.");
    visit.optional("exact", self.exact,
                   "Only what is called exactly like the query: its id, name, key or an alias, in any case. "
                   "Answering others too is allowed, and slow.");
  }
};

struct Option {
  std::string id{};
  std::string name{};
  std::string key{};
  std::string note{};
  bool is_default = false;
  bool needs_parent = false;
  std::vector<std::string> aliases{};

  static constexpr std::string_view kDocument = "option";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "What is stored.");
    visit.required("name", self.name, "What is shown.");
    visit.optional("key", self.key, "A short name that people use, such as a project key.");
    visit.optional("note", self.note, "What sets it apart from the others.");
    visit.optional("is_default", self.is_default, "The vendor's own choice.");
    visit.optional(
        "needs_parent", self.needs_parent,
        "A type whose tickets stand under another one: creation mode subtask takes it, and no other "
        "mode does.");
    visit.optional("aliases", self.aliases,
                   "What it is called besides, in full: host names and addresses of a machine.");
  }
};

struct OptionsPage {
  std::vector<Option> options{};
  std::string next_cursor{};
  std::vector<std::string> missing{};

  static constexpr std::string_view kDocument = "options_page";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("options", self.options, "In the vendor's order.");
    visit.optional("next_cursor", self.next_cursor, "Absent on the last page.");
    visit.optional("missing", self.missing, "Settings or pickers to fill in first; then options is empty.");
  }
};

enum class FieldPurpose { create, edit, transition };
template <>
struct EnumNames<FieldPurpose> {
  static constexpr std::array<std::pair<FieldPurpose, std::string_view>, 3> names{
      {{FieldPurpose::create, "create"},
       {FieldPurpose::edit, "edit"},
       {FieldPurpose::transition, "transition"}}};
};

struct FieldsRequest {
  FieldPurpose purpose = FieldPurpose::create;
  Named project{};
  Named type{};
  std::optional<TicketRef> ticket{};
  Named status{};

  static constexpr std::string_view kDocument = "fields_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("purpose", self.purpose, "Which form.");
    visit.optional("project", self.project, "create: where.");
    visit.optional("type", self.type, "create: what kind.");
    visit.optional("ticket", self.ticket, "edit, transition: which ticket.");
    visit.optional("status", self.status, "transition: to which status.");
  }
};

// What a field means to everybody, whatever the vendor calls it; mappings can name it instead of an id.
enum class FieldRole {
  none,
  summary,
  description,
  priority,
  assignee,
  reporter,
  labels,
  components,
  due_date,
  start_date,
  security,
  parent,
  resolution,
  status,
  urgency,
  impact,
  category,
  group,
  correlation
};
template <>
struct EnumNames<FieldRole> {
  static constexpr std::array<std::pair<FieldRole, std::string_view>, 19> names{
      {{FieldRole::none, "none"},
       {FieldRole::summary, "summary"},
       {FieldRole::description, "description"},
       {FieldRole::priority, "priority"},
       {FieldRole::assignee, "assignee"},
       {FieldRole::reporter, "reporter"},
       {FieldRole::labels, "labels"},
       {FieldRole::components, "components"},
       {FieldRole::due_date, "due_date"},
       {FieldRole::start_date, "start_date"},
       {FieldRole::security, "security"},
       {FieldRole::parent, "parent"},
       {FieldRole::resolution, "resolution"},
       {FieldRole::status, "status"},
       {FieldRole::urgency, "urgency"},
       {FieldRole::impact, "impact"},
       {FieldRole::category, "category"},
       {FieldRole::group, "group"},
       {FieldRole::correlation, "correlation"}}};
};

struct FieldDescription {
  std::string id{};
  std::string name{};
  FieldKind kind = FieldKind::string;
  FieldRole role = FieldRole::none;
  bool required = false;
  bool has_default = false;
  std::vector<Option> options{};
  bool has_more_options = false;
  std::string picker{};
  std::optional<std::size_t> max_length{};
  std::string vendor_type{};
  std::string help{};
  bool read_only = false;

  // Whether a ticket cannot be without a value for it that we give.
  bool is_demanded() const { return required && !has_default && !read_only; }

  static constexpr std::string_view kDocument = "field_description";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "The key in a draft's fields.");
    visit.required("name", self.name, "What people see.");
    visit.required("kind", self.kind, "What it holds; raw: a type this plugin does not translate.");
    visit.optional("role", self.role, "What it means, where it means something common.");
    visit.optional("required", self.required, "The vendor refuses without it.");
    visit.optional("has_default", self.has_default, "The vendor fills it when it is left out.");
    visit.optional("options", self.options, "Allowed values, where the vendor lists them.");
    visit.optional("has_more_options", self.has_more_options, "There are others than these: ask the picker.");
    visit.optional("picker", self.picker, "Where to search further values.");
    visit.optional("max_length", self.max_length, "In UTF-16 code units.");
    visit.optional("vendor_type", self.vendor_type, "For people: the vendor's own name of the type.");
    visit.optional("help", self.help, "The vendor's explanation.");
    visit.optional("read_only", self.read_only, "It is on the form, and only the vendor sets it.");
  }
};

struct DerivedValue {
  std::map<std::string, std::string> when{};
  Named value{};

  static constexpr std::string_view kDocument = "derived_value";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("when", self.when, "Field id -> id of the option that it holds; all must hold.");
    visit.required("value", self.value, "What the vendor puts in then.");
  }
};

// A field that the vendor fills by a table of its own from what other fields hold, such as a priority from
// impact and urgency.
struct DerivedField {
  std::string id{};
  std::string name{};
  FieldRole role = FieldRole::none;
  std::vector<DerivedValue> values{};

  static constexpr std::string_view kDocument = "derived_field";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "As in a ticket's fields.");
    visit.required("name", self.name, "What people see.");
    visit.optional("role", self.role, "What it means, where it means something common.");
    visit.required("values", self.values, "The table; the first line that holds counts.");
  }
};

struct FieldList {
  std::vector<FieldDescription> fields{};
  std::vector<DerivedField> derived{};

  static constexpr std::string_view kDocument = "field_list";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("fields", self.fields, "On this form, in the vendor's order.");
    visit.optional(
        "derived", self.derived,
        "create: what the vendor computes, as far as its table can be read. A draft gives no value "
        "for these, or the vendor overwrites it.");
  }
};

}  // namespace itsm
