// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "host_stub/findings/generic_record.hpp"

namespace itsm::host::findings::generic {

// What the file says for all its records.
struct Defaults {
  std::string scanner{};
  std::optional<Asset> asset{};
  std::string branch{};
  bool complete = true;
};

// Where a record is, for the report.
struct Place {
  std::string pointer{};
  std::uint64_t offset = 0;
};

// Turns records into findings of their scopes, which it tells the sink as they turn up.
class RecordSink {
 public:
  RecordSink(Defaults defaults, const ScanTarget& target, ScanSink& sink)
      : defaults_(std::move(defaults)), target_(target), sink_(sink) {}

  // Tells the scope that the file names for all, so that it counts even without a record.
  Result<> begin();
  Result<> take(const Json& json, std::uint64_t record, const Place& place);
  void refuse(const Place& place, std::string reason) {
    sink_.refused({std::nullopt, place.pointer, place.offset, std::move(reason)});
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // scanner, asset, branch

  // Null: too many.
  Result<const ScanRun*> scope_of(const Record& record, const Asset& asset);

  Defaults defaults_;
  const ScanTarget& target_;
  ScanSink& sink_;
  std::map<Key, ScanRun> scopes_{};
  Fingerprinter fingerprint_{};
};

}  // namespace itsm::host::findings::generic
