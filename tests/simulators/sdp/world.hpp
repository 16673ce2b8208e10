// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::sdp {

enum class Product { on_premises, cloud };

// Somebody who can log in: a technician, or a requester, who cannot use the API.
struct Person {
  std::string id{};
  std::string name{};
  std::string email{};
  std::string key{};  // on-premises
  bool technician = false;
  std::set<std::string> rights{};  // requests, setup, users
  std::set<std::string> sites{};   // ids; empty: all

  Json view() const;
};

// The desk as its administrator has set it up: the seed, and what it says. Changed as a whole.
class World {
 public:
  // Throws SeedError.
  explicit World(Json document);

  const Json& document() const { return document_; }
  const std::vector<Person>& people() const { return people_; }
  const Person* person(const std::string& id) const;

  // A list of the seed ("priorities"): id -> row.
  const Json& list(const std::string& name) const;
  // A row with its id, as answers show it; null where there is none.
  Json row(const std::string& name, const std::string& id) const;
  // By {"id": ...} or {"name": ...}; empty where nothing fits.
  std::string find(const std::string& name, const Json& reference) const;

  std::string text(const char* member, const std::string& standard) const;
  bool flag(const char* group, const char* member) const;
  int number(const char* group, const char* member, int standard) const;
  // What a closed request needs to have.
  std::vector<std::string> closing_rules() const;

 private:
  Json document_;
  std::vector<Person> people_{};
};

}  // namespace itsm::simulators::sdp
