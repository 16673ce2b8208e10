// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/people.hpp"

namespace itsm::host::services {

// Who calls the API: a program with a token, or a person who has signed in.
struct Caller {
  CompanyId home{};                          // whose token or person it is; the house: of all companies
  std::vector<CompanyId> companies{};        // in which it may act
  std::optional<store::ApiTokenId> token{};  // absent: a person
  std::string name{};
  store::Role role = store::Role::viewer;

  // As feeds and lists name who acted.
  std::string actor() const { return (token ? "token " : "person ") + name; }
};

// As it is stored, no company stands for all of them.
Result<std::vector<CompanyId>> companies_or_all(store::Database& database,
                                                const std::vector<CompanyId>& stored);

}  // namespace itsm::host::services
