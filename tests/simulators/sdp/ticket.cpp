// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/ticket.hpp"

#include <fmt/chrono.h>

#include <algorithm>

namespace itsm::simulators::sdp {
namespace {

std::int64_t ms(Time time) { return time.time_since_epoch().count(); }
Time at(const Json& value) { return Time(std::chrono::milliseconds(value.get<std::int64_t>())); }

Json person_view(const World& world, const std::string& id) {
  const Person* const person = world.person(id);
  return person == nullptr ? Json() : person->view();
}

}  // namespace

const std::vector<Lookup>& lookups() {
  static const std::vector<Lookup> kLookups{{"status", "statuses"},
                                            {"priority", "priorities"},
                                            {"urgency", "urgencies"},
                                            {"impact", "impacts"},
                                            {"level", "levels"},
                                            {"mode", "modes"},
                                            {"category", "categories"},
                                            {"subcategory", "subcategories"},
                                            {"item", "items"},
                                            {"site", "sites"},
                                            {"group", "groups"},
                                            {"template", "templates"},
                                            {"request_type", "request_types"},
                                            {"technician", nullptr},
                                            {"requester", nullptr}};
  return kLookups;
}

const Lookup* lookup(const std::string& field) {
  const auto& all = lookups();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Lookup& one) { return field == one.field; });
  return found == all.end() ? nullptr : &*found;
}

Json shown_time(Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {{"value", std::to_string(ms(time))},
          {"display_value",
           fmt::format("{:%b %e, %Y %I:%M %p}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(
                           std::chrono::system_clock::time_point(seconds.time_since_epoch()))))}};
}

Json view_of(const Ticket& ticket, const World& world, Product product) {
  Json out{{"id", ticket.id},
           {"created_time", shown_time(ticket.created)},
           {"last_updated_time", ticket.updated ? shown_time(*ticket.updated) : Json()},
           {"created_by", person_view(world, ticket.author)},
           {"is_trashed", ticket.trashed},
           {"has_notes", !ticket.notes.empty()},
           {"attachments", Json::array()},
           {"resolution", nullptr},
           {"closure_info", nullptr}};
  if (product == Product::cloud) out["display_id"] = ticket.display_id;
  for (const char* const field : {"subject", "description", "impact_details", "due_by_time", "email_cc"})
    out[field] = nullptr;
  for (const auto& [field, value] : ticket.values) out[field] = value;
  for (const Lookup& one : lookups()) {
    const auto id = ticket.lookups.find(one.field);
    if (id == ticket.lookups.end())
      out[one.field] = nullptr;
    else
      out[one.field] = one.list == nullptr ? person_view(world, id->second) : world.row(one.list, id->second);
  }
  // What a list of its own shows, a request does not repeat.
  if (out["template"].is_object())
    out["template"] = {{"id", out["template"]["id"]}, {"name", out["template"]["name"]}};
  if (!ticket.closure.empty()) {
    out["closure_info"] = ticket.closure;
    if (const auto code = ticket.closure.find("closure_code"); code != ticket.closure.end())
      out["closure_info"]["closure_code"] = world.row("closure_codes", code->second.get<std::string>());
  }
  Json additional = Json::object();
  for (const auto& [field, about] : world.list("udf").items()) {
    const auto value = ticket.additional.find(field);
    additional[field] = value == ticket.additional.end() ? Json() : value->second;
  }
  if (world.flag("quirks", "flat_udf"))
    out.update(additional);
  else
    out["udf_fields"] = std::move(additional);
  return out;
}

Json view_of(const Note& note, const World& world, Product product, bool whole) {
  const bool cloud = product == Product::cloud;
  Json out{{"id", note.id},
           {"show_to_requester", note.shown},
           {cloud ? "created_time" : "added_time", shown_time(note.added)},
           {cloud ? "created_by" : "added_by", person_view(world, note.author)}};
  if (whole) out["description"] = note.html;
  return out;
}

Json Ticket::archive() const {
  Json kept{{"id", id},
            {"display_id", display_id},
            {"lookups", lookups},
            {"values", values},
            {"additional", additional},
            {"closure", closure},
            {"author", author},
            {"trashed", trashed},
            {"created", ms(created)},
            {"notes", Json::array()}};
  if (updated) kept["updated"] = ms(*updated);
  for (const Note& note : notes)
    kept["notes"].push_back({{"id", note.id},
                             {"html", note.html},
                             {"author", note.author},
                             {"shown", note.shown},
                             {"added", ms(note.added)}});
  return kept;
}

Ticket Ticket::from_archive(const Json& kept) {
  Ticket ticket;
  ticket.id = kept.at("id").get<std::string>();
  ticket.display_id = kept.at("display_id").get<std::string>();
  ticket.lookups = kept.at("lookups").get<std::map<std::string, std::string>>();
  ticket.values = kept.at("values").get<std::map<std::string, Json>>();
  ticket.additional = kept.at("additional").get<std::map<std::string, Json>>();
  ticket.closure = kept.at("closure").get<std::map<std::string, Json>>();
  ticket.author = kept.at("author").get<std::string>();
  ticket.trashed = kept.at("trashed").get<bool>();
  ticket.created = at(kept.at("created"));
  if (kept.contains("updated")) ticket.updated = at(kept["updated"]);
  for (const Json& note : kept.at("notes"))
    ticket.notes.push_back({note.at("id").get<std::string>(), note.at("html").get<std::string>(),
                            note.at("author").get<std::string>(), note.at("shown").get<bool>(),
                            at(note.at("added"))});
  return ticket;
}

}  // namespace itsm::simulators::sdp
