// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/sdp/world.hpp"

namespace itsm::simulators::sdp {

struct Note {
  std::string id{};
  std::string html{};
  std::string author{};  // id of a person
  bool shown = false;    // to the requester
  Time added{};
};

// A request. Lookups hold ids, everything else is as answers show it.
struct Ticket {
  std::string id{};
  std::string display_id{};
  std::map<std::string, std::string> lookups{};  // field -> id of its list or of a person
  std::map<std::string, Json> values{};          // subject, description, times ...
  std::map<std::string, Json> additional{};      // udf fields
  std::map<std::string, Json> closure{};
  std::string author{};
  bool trashed = false;
  Time created{};
  std::optional<Time> updated{};  // on-premises none until the first edit
  std::vector<Note> notes{};

  Json archive() const;
  static Ticket from_archive(const Json& kept);
};

// A field that holds something of a list, and which.
struct Lookup {
  const char* field;
  const char* list;  // nullptr: people
};
const std::vector<Lookup>& lookups();
const Lookup* lookup(const std::string& field);

// The ticket with all its fields, as GET answers it.
Json view_of(const Ticket& ticket, const World& world, Product product);
// A note, with or without its text.
Json view_of(const Note& note, const World& world, Product product, bool whole);

// {"value": "1593000300533", "display_value": "Jun 24, 2020 12:05 PM"}; display is in UTC.
Json shown_time(Time time);

}  // namespace itsm::simulators::sdp
