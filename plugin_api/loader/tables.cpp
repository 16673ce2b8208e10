// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/tables.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <string>

#include <itsm/abi_hash.h>

namespace itsm::loader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameBytes = 64;  // of id and version
// What 1.0 ended with. Behind it an entry may lack what came later.
constexpr std::size_t kEntryOfContract1 =
    offsetof(itsm_plugin_entry, extension) + sizeof(itsm_plugin_entry::extension);

bool is_name(const char* text, std::string_view allowed_besides_digits) {
  const std::string_view name(text, ::strnlen(text, kNameBytes + 1));
  return !name.empty() && name.size() <= kNameBytes && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           allowed_besides_digits.find(c) != std::string_view::npos;
  });
}

std::string hex(std::uint32_t value) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value, 16).ptr;
  const std::string_view written(digits.begin(), end);
  return "0x" + std::string(digits.size() - written.size(), '0').append(written);
}

Result<void, LoadRefusal> check_entry(const fs::path& file, const itsm_plugin_entry& entry) {
  const auto rebuild = "rebuild the plugin with the SDK " ITSM_SDK_VERSION " of this host";
  if (entry.struct_size < kEntryOfContract1)
    return refuse(file, Rule::entry, "its entry is too short", rebuild);
  if (entry.abi_major != ITSM_ABI_MAJOR)
    return refuse(file, Rule::abi_major,
                  "it is made for contract " + std::to_string(entry.abi_major) + ", this host has contract " +
                      std::to_string(ITSM_ABI_MAJOR),
                  rebuild);
  if (entry.abi_hash != ITSM_ABI_HASH)
    return refuse(file, Rule::abi_hash,
                  "it is built with a draft of the contract, before 1.0 (" + hex(entry.abi_hash) + ")",
                  rebuild);
  if (entry.id == nullptr || !is_name(entry.id, "-"))
    return refuse(file, Rule::entry, "its id is not made of lower-case letters, digits and '-'");
  if (entry.version == nullptr || !is_name(entry.version, ".-+ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return refuse(file, Rule::entry, "its version is not a semantic version");
  if (!entry.describe || !entry.open || !entry.close || !entry.extension)
    return refuse(file, Rule::entry,
                  "a function of its entry is missing (describe, open, close and extension)");
  return {};
}

// Whether the plugin has the capability; table is completed with nulls.
template <class Table>
bool read_table(const itsm_plugin_entry& entry, const char* capability, Table& table) {
  const void* const raw = entry.extension(capability);
  if (raw == nullptr) return false;
  table = complete_from_abi(*static_cast<const Table*>(raw));
  return true;
}

}  // namespace

itsm_op Tables::function(Operation operation) const {
  switch (operation) {
    case Operation::check:
      return tickets.check;
    case Operation::create:
      return tickets.create;
    case Operation::fetch:
      return tickets.fetch;
    case Operation::find:
      return tickets.find;
    case Operation::update:
      return tickets.update;
    case Operation::transition:
      return tickets.transition;
    case Operation::comment:
      return tickets.comment;
    case Operation::comments:
      return tickets.comments;
    case Operation::relate:
      return tickets.relate;
    case Operation::options:
      return schema.options;
    case Operation::fields:
      return schema.fields;
    case Operation::changes:
      return changes.changes;
    case Operation::normalise:
      return nullptr;
    case Operation::subscribe:
      return webhook.subscribe;
    case Operation::renew:
      return webhook.renew;
    case Operation::unsubscribe:
      return webhook.unsubscribe;
  }
  return nullptr;
}

bool Tables::has(Operation operation) const {
  return operation == Operation::normalise ? webhook.normalise != nullptr : function(operation) != nullptr;
}

Result<Tables, LoadRefusal> read_tables(const fs::path& file, const itsm_plugin_entry& entry) {
  ITSM_CHECK(check_entry(file, entry));
  Tables tables;
  tables.entry = complete_from_abi(entry);
  if (!read_table(entry, ITSM_TICKETS, tables.tickets))
    return refuse(file, Rule::tables, "it does not have the required capability " ITSM_TICKETS);
  const bool schema = read_table(entry, ITSM_SCHEMA, tables.schema);
  const bool changes = read_table(entry, ITSM_CHANGES, tables.changes);
  const bool webhook = read_table(entry, ITSM_WEBHOOK, tables.webhook);

  struct Required {
    bool capability;
    Operation operation;
  };
  for (const auto& [capability, operation] :
       {Required{true, Operation::check}, Required{true, Operation::create}, Required{true, Operation::fetch},
        Required{true, Operation::find}, Required{schema, Operation::options},
        Required{schema, Operation::fields}, Required{changes, Operation::changes},
        Required{webhook, Operation::normalise}})
    if (capability && !tables.has(operation))
      return refuse(file, Rule::tables,
                    "the required function " + std::string(name_of(operation)) + " is null");
  return tables;
}

Profile profile_of(const Tables& tables) {
  Profile profile{tables.entry.id, tables.entry.version, {}};
  for (const auto& [operation, name] : EnumNames<Operation>::names)
    if (tables.has(operation)) profile.operations.insert(operation);
  return profile;
}

}  // namespace itsm::loader
