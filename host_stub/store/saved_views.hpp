// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Saved filters of the list of tickets, in the transaction's company.
namespace itsm::host::store {

struct SavedViewRow {
  std::int64_t id = 0;
  std::string owner{};  // who keeps it
  std::string name{};   // one of its owner's
  bool shared = false;  // everybody of the company sees it
  std::map<std::string, std::string> filters{};
  Time updated_at{};
};

// The owner's and those that are shared, by name.
Result<std::vector<SavedViewRow>> list_saved_views(Transaction& transaction, const std::string& owner);
Result<std::optional<SavedViewRow>> load_saved_view(Transaction& transaction, std::int64_t id);
// Adds it, or takes the place of the owner's view of that name; answers its number.
Result<std::int64_t> put_saved_view(Transaction& transaction, const SavedViewRow& row);
Result<> remove_saved_view(Transaction& transaction, std::int64_t id);

}  // namespace itsm::host::store
