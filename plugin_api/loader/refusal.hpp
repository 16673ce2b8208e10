// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <itsm/json.hpp>
#include <itsm/result.hpp>

namespace itsm::loader {

// The rules that a plugin file must meet. The names are stable.
enum class Rule {
  absolute_path,
  readable,
  no_symbolic_link,
  regular_file,
  single_link,
  owner,
  not_writable,
  directory,  // of the file, or one above it: owner or write permission
  pin,        // nobody has said that it may run, or other bytes than these
  elf,
  loadable,  // the dynamic linker refuses it: unresolved symbols, missing libraries, another architecture
  entry,     // no entry symbol, or required members of it are missing
  abi_major,
  abi_hash,
  tables,  // a required capability or function is missing
  manifest,
  worker,  // the worker program does not start, or dies while it loads the plugin
};

// Why a file is not a plugin here. Nothing of it runs.
struct LoadRefusal {
  std::filesystem::path file{};
  Rule rule = Rule::loadable;
  std::string message{};  // a sentence
  std::string remedy{};   // the command that lifts it, or a sentence where no command does
};

inline Unexpected<LoadRefusal> refuse(std::filesystem::path file, Rule rule, std::string message,
                                      std::string remedy = {}) {
  return unexpected(LoadRefusal{std::move(file), rule, std::move(message), std::move(remedy)});
}

}  // namespace itsm::loader

template <>
struct itsm::EnumNames<itsm::loader::Rule> {
  using Rule = itsm::loader::Rule;
  static constexpr std::array<std::pair<Rule, std::string_view>, 17> names{
      {{Rule::absolute_path, "absolute_path"},
       {Rule::readable, "readable"},
       {Rule::no_symbolic_link, "no_symbolic_link"},
       {Rule::regular_file, "regular_file"},
       {Rule::single_link, "single_link"},
       {Rule::owner, "owner"},
       {Rule::not_writable, "not_writable"},
       {Rule::directory, "directory"},
       {Rule::pin, "pin"},
       {Rule::elf, "elf"},
       {Rule::loadable, "loadable"},
       {Rule::entry, "entry"},
       {Rule::abi_major, "abi_major"},
       {Rule::abi_hash, "abi_hash"},
       {Rule::tables, "tables"},
       {Rule::manifest, "manifest"},
       {Rule::worker, "worker"}}};
};
