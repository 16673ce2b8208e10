// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/writing.hpp"

#include <algorithm>
#include <array>

namespace itsm::simulators::sdp {
namespace {

constexpr std::size_t kLongestLine = 250;
constexpr std::size_t kLongestText = 200'000;

constexpr std::array<std::string_view, 6> kStamped{"id",         "created_time",   "last_updated_time",
                                                   "created_by", "completed_time", "is_trashed"};
const std::vector<std::string> kClosure{"closure_code", "closure_comments", "requester_ack_resolution",
                                        "requester_ack_comments"};

Refusal mismatch(const std::string& field) { return {400, 4021, "Type mismatch", {field}}; }

std::string line(const std::string& field, const Json& value) {
  if (!value.is_string()) throw mismatch(field);
  auto text = value.get<std::string>();
  if (utf16_length(text) > kLongestLine) throw invalid(field, "Value exceeds the maximum length");
  if (text.find_first_of("\r\n") != std::string::npos) throw invalid(field, "Line breaks are not allowed");
  return text;
}

std::string text(const std::string& field, const Json& value) {
  if (!value.is_string()) throw mismatch(field);
  auto out = value.get<std::string>();
  if (utf16_length(out) > kLongestText) throw invalid(field, "Value exceeds the maximum length");
  return out;
}

Json moment(const std::string& field, const Json& value) {
  if (!value.is_object() || !value.contains("value") || !value["value"].is_string()) throw mismatch(field);
  const auto digits = value["value"].get<std::string>();
  if (digits.empty() || digits.size() > 15 || digits.find_first_not_of("0123456789") != std::string::npos)
    throw mismatch(field);
  return shown_time(Time(std::chrono::milliseconds(std::stoll(digits))));
}

std::string person(const World& world, const std::string& field, const Json& value) {
  for (const Person& one : world.people()) {
    const bool same = value.contains("id")         ? value["id"] == one.id
                      : value.contains("email_id") ? value["email_id"] == one.email
                                                   : value.value("name", std::string()) == one.name;
    if (same && (one.technician || field != "technician")) return one.id;
  }
  throw invalid(field);
}

void put_lookup(const World& world, Ticket& ticket, const Lookup& about, const Json& value) {
  if (value.is_null()) {
    ticket.lookups.erase(about.field);
    return;
  }
  if (!value.is_object()) throw mismatch(about.field);
  if (about.list == nullptr) {
    ticket.lookups[about.field] = person(world, about.field, value);
    return;
  }
  const std::string id = world.find(about.list, value);
  const Json row = world.row(about.list, id);
  if (row.is_null() || row.value("deleted", false)) throw invalid(about.field);
  ticket.lookups[about.field] = id;
}

Json additional(const Json& about, const std::string& field, const Json& value) {
  const auto type = about.value("type", std::string("string"));
  if (value.is_null()) return nullptr;
  if (type == "string") return line("udf_fields." + field, value);
  if (type == "datetime") return moment("udf_fields." + field, value);
  const bool fits = type == "boolean" ? value.is_boolean() : value.is_number();
  if (!fits) throw mismatch("udf_fields." + field);
  return value;
}

void put_additional(const World& world, Ticket& ticket, const std::string& field, const Json& value) {
  const Json& known = world.list("udf");
  if (!known.contains(field)) throw extra_key(field);
  ticket.additional[field] = additional(known[field], field, value);
}

void put_closure(const World& world, Ticket& ticket, const Json& info) {
  expect_keys(info, kClosure);
  for (const auto& [field, value] : info.items()) {
    if (field != "closure_code") {
      ticket.closure[field] = value;
      continue;
    }
    const std::string id = value.is_object() ? world.find("closure_codes", value) : std::string();
    if (id.empty()) throw invalid("closure_code");
    ticket.closure[field] = id;
  }
}

void put_assets(const World& world, Ticket& ticket, const Json& value) {
  if (!value.is_null() && !value.is_array()) throw mismatch("assets");
  Json shown = Json::array();
  for (const Json& one : value.is_null() ? Json::array() : value) {
    const std::string id = one.is_object() ? world.find("assets", one) : std::string();
    if (id.empty()) throw invalid("assets");
    shown.push_back({{"id", id}, {"name", world.row("assets", id)["name"]}});
  }
  ticket.values["assets"] = std::move(shown);
}

// The matrix has a say where nobody else has named a priority.
void put_priority_by_matrix(const World& world, Ticket& ticket, const Json& members) {
  const bool concerns = members.contains("impact") || members.contains("urgency");
  if (!concerns || members.contains("priority")) return;
  const auto impact = ticket.lookups.find("impact");
  const auto urgency = ticket.lookups.find("urgency");
  if (impact == ticket.lookups.end() || urgency == ticket.lookups.end()) return;
  const Json row = world.list("priority_matrix").value(impact->second, Json::object());
  if (row.contains(urgency->second)) ticket.lookups["priority"] = row[urgency->second].get<std::string>();
}

void put(const World& world, Ticket& ticket, const std::string& field, const Json& value) {
  if (std::find(kStamped.begin(), kStamped.end(), field) != kStamped.end())
    throw Refusal{400, 4014, "Read only field", {field}};
  const bool flat = world.flag("quirks", "flat_udf");
  if (const Lookup* const about = lookup(field)) {
    put_lookup(world, ticket, *about, value);
  } else if (field == "subject" || field == "impact_details") {
    ticket.values[field] = line(field, value);
  } else if (field == "description") {
    ticket.values[field] = text(field, value);
  } else if (field == "resolution") {
    if (!value.is_object() || !value.contains("content")) throw mismatch(field);
    ticket.values[field] = {{"content", text(field, value["content"])}};
  } else if (field == "due_by_time") {
    ticket.values[field] = value.is_null() ? Json() : moment(field, value);
  } else if (field == "assets") {
    put_assets(world, ticket, value);
  } else if (field == "closure_info") {
    put_closure(world, ticket, value);
  } else if (field == "udf_fields" && !flat) {
    if (!value.is_object()) throw mismatch(field);
    for (const auto& [name, one] : value.items()) put_additional(world, ticket, name, one);
  } else if (flat && world.list("udf").contains(field)) {
    put_additional(world, ticket, field, value);
  } else if (field != "status_change_comments" && field != "update_reason") {
    throw extra_key(field);
  }
}

// Look-ups that belong to one another: an item to its subcategory, a group to its site.
void expect_scope(const World& world, const Ticket& ticket, const char* field, const char* list,
                  const char* of, bool shared) {
  const auto inner = ticket.lookups.find(field);
  if (inner == ticket.lookups.end()) return;
  const Json& row = world.list(list)[inner->second];
  if (!row.contains(of)) {
    if (shared) return;
    throw invalid(field);
  }
  const auto outer = ticket.lookups.find(of);
  if (outer == ticket.lookups.end() || row[of] != outer->second) throw invalid(field);
}

bool is_given(const Ticket& ticket, const std::string& field) {
  if (ticket.lookups.contains(field) || ticket.closure.contains(field)) return true;
  const auto& holder = ticket.additional.contains(field) ? ticket.additional : ticket.values;
  const auto found = holder.find(field);
  return found != holder.end() && !found->second.is_null() && found->second != "";
}

void expect_given(const Ticket& ticket, const std::vector<std::string>& fields) {
  std::vector<std::string> missing;
  std::copy_if(fields.begin(), fields.end(), std::back_inserter(missing),
               [&](const std::string& field) { return !is_given(ticket, field); });
  if (!missing.empty()) throw mandatory(std::move(missing));
}

std::string internal_status(const World& world, const Ticket& ticket) {
  const auto id = ticket.lookups.find("status");
  return id == ticket.lookups.end() ? std::string()
                                    : world.row("statuses", id->second).value("internal_name", "");
}

}  // namespace

void write(const Store& store, Ticket& ticket, const Json& members, bool with_rules) {
  if (!members.is_object()) throw invalid("request");
  const World& world = store.world();
  Ticket changed = ticket;
  for (const auto& [field, value] : members.items()) put(world, changed, field, value);
  put_priority_by_matrix(world, changed, members);
  expect_scope(world, changed, "subcategory", "subcategories", "category", false);
  expect_scope(world, changed, "item", "items", "subcategory", false);
  expect_scope(world, changed, "group", "groups", "site", true);
  const bool closes =
      internal_status(world, changed) == "Closed" && internal_status(world, ticket) != "Closed";
  if (closes && with_rules) expect_given(changed, world.closing_rules());
  ticket = std::move(changed);
}

void expect_complete(const Store& store, const Ticket& ticket) {
  const World& world = store.world();
  std::vector<std::string> fields{"subject", "requester"};
  const auto form = ticket.lookups.find("template");
  if (form != ticket.lookups.end())
    for (const Json& field : world.list("templates")[form->second].value("mandatory", Json::array()))
      fields.push_back(field.get<std::string>());
  expect_given(ticket, fields);
}

}  // namespace itsm::simulators::sdp
