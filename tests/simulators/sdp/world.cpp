// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/world.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/world/reader.hpp"

namespace itsm::simulators::sdp {
namespace {

const Json kNoField = Json::object();

constexpr std::array kLists{"assets",        "sites", "templates",  "groups",        "categories",
                            "subcategories", "items", "priorities", "urgencies",     "impacts",
                            "levels",        "modes", "statuses",   "request_types", "closure_codes"};

std::vector<Person> read_people(const Reader& seed) {
  std::vector<Person> people;
  seed.each("people", [&](const std::string& handle, const Json& value, const std::string& where) {
    const Reader in(value, where);
    Person person{in.text("id"),
                  in.text_or("name", handle),
                  in.text("email"),
                  in.text_or("key", ""),
                  in.flag("technician", true),
                  {},
                  {}};
    for (auto& right : in.list("rights")) person.rights.insert(std::move(right));
    for (auto& site : in.list("sites")) person.sites.insert(std::move(site));
    people.push_back(std::move(person));
  });
  return people;
}

void expect_known(const Reader& seed, const char* list, const char* member, const char* of) {
  seed.each(list, [&](const std::string&, const Json& value, const std::string& where) {
    const std::string id = Reader(value, where).text_or(member, "");
    if (!id.empty() && !seed.raw()[of].contains(id))
      throw SeedError(where + "." + member + ": there is no such id below " + of);
  });
}

}  // namespace

Json Person::view() const {
  return {{"id", id}, {"name", name}, {"email_id", email}, {"is_technician", technician}, {"phone", nullptr}};
}

World::World(Json document) : document_(std::move(document)) {
  const Reader seed(document_, "seed");
  people_ = read_people(seed);
  for (const auto* const list : kLists)
    seed.each(list, [](const std::string&, const Json& value, const std::string& where) {
      (void)Reader(value, where).text("name");
    });
  for (const auto* const needed : {"templates", "statuses"})
    if (list(needed).empty()) throw SeedError(std::string("seed.") + needed + ": there must be one");
  expect_known(seed, "groups", "site", "sites");
  expect_known(seed, "subcategories", "category", "categories");
  expect_known(seed, "items", "subcategory", "subcategories");
}

const Person* World::person(const std::string& id) const {
  const auto found =
      std::find_if(people_.begin(), people_.end(), [&](const Person& one) { return one.id == id; });
  return found == people_.end() ? nullptr : &*found;
}

const Json& World::list(const std::string& name) const {
  const auto found = document_.find(name);
  return found == document_.end() || !found->is_object() ? kNoField : *found;
}

Json World::row(const std::string& name, const std::string& id) const {
  const Json& rows = list(name);
  if (id.empty() || !rows.contains(id)) return nullptr;
  Json row = rows[id];
  row["id"] = id;
  // Rows name others by id; answers show them.
  if (row.contains("site")) row["site"] = this->row("sites", row["site"].get<std::string>());
  if (row.contains("category")) row["category"] = this->row("categories", row["category"].get<std::string>());
  if (row.contains("subcategory"))
    row["subcategory"] = this->row("subcategories", row["subcategory"].get<std::string>());
  return row;
}

std::string World::find(const std::string& name, const Json& reference) const {
  const Json& rows = list(name);
  if (reference.contains("id")) {
    const auto id = reference["id"].is_string() ? reference["id"].get<std::string>() : reference["id"].dump();
    return rows.contains(id) ? id : std::string();
  }
  for (const auto& [id, row] : rows.items())
    if (row.value("name", "") == reference.value("name", std::string())) return id;
  return {};
}

std::string World::text(const char* member, const std::string& standard) const {
  return Reader(document_, "seed").text_or(member, standard);
}

bool World::flag(const char* group, const char* member) const {
  const Json& settings = list(group);
  return settings.contains(member) && settings[member] == Json(true);
}

int World::number(const char* group, const char* member, int standard) const {
  const Json& settings = list(group);
  return settings.contains(member) && settings[member].is_number_integer() ? settings[member].get<int>()
                                                                           : standard;
}

std::vector<std::string> World::closing_rules() const {
  const Json& rules = list("closing");
  return rules.value("mandatory", std::vector<std::string>());
}

}  // namespace itsm::simulators::sdp
