// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/generic_sink.hpp"

#include "host_stub/findings/record_text.hpp"

namespace itsm::host::findings::generic {
namespace {

constexpr std::string_view kGenericScanner = "generic";
constexpr std::size_t kMostRecordScopes = 10'000;

Asset cleaned(Asset asset) {
  for (std::string* text : {&asset.name, &asset.type, &asset.owner, &asset.criticality})
    *text = clean_name(*text);
  for (std::string& tag : asset.tags) tag = clean_name(tag);
  return asset;
}

}  // namespace

Result<> RecordSink::begin() {
  const Asset* const asset = !target_.asset.name.empty() ? &target_.asset
                             : defaults_.asset           ? &*defaults_.asset
                                                         : nullptr;
  if (asset == nullptr || clean_name(asset->name).empty()) return {};
  ITSM_TRY([[maybe_unused]] const ScanRun* scope, scope_of({}, *asset));
  return {};
}

Result<> RecordSink::take(const Json& json, std::uint64_t number, const Place& place) {
  std::vector<std::string> unknown;
  Record record;
  try {
    record = read_record(json, unknown);
  } catch (const DocumentError& broken) {
    refuse(place, broken.what());
    return {};
  }
  Asset asset = record.asset ? *record.asset : defaults_.asset.value_or(Asset());
  if (!target_.asset.name.empty()) asset.name = target_.asset.name;
  if (clean_name(asset.name).empty()) {
    refuse(place, "it names no asset, nor does the file or whoever imports it");
    return {};
  }
  ITSM_TRY(const ScanRun* scope, scope_of(record, asset));
  if (scope == nullptr) {
    refuse(place,
           "the file has more than " + std::to_string(kMostRecordScopes) + " scanners, assets and branches");
    return {};
  }
  auto translated = translate(record, *scope);
  if (!translated) {
    refuse(place, std::move(translated).error());
    return {};
  }
  for (const std::string& name : unknown) sink_.unknown_member(name);
  translated->scanned.finding.asset = cleaned(std::move(asset));
  translated->scanned.record = number;
  return hand_over(*std::move(translated), fingerprint_, sink_);
}

Result<const ScanRun*> RecordSink::scope_of(const Record& record, const Asset& asset) {
  const std::string scanner = clean_name(first_of({record.scanner, defaults_.scanner, kGenericScanner}));
  const std::string branch = clean_name(first_of({target_.branch, record.branch, defaults_.branch}));
  Key key(scanner, clean_name(asset.name), branch);
  if (const auto known = scopes_.find(key); known != scopes_.end()) return &known->second;
  if (scopes_.size() >= kMostRecordScopes) return nullptr;
  ScanRun scope{scopes_.size(), scanner, cleaned(asset), branch, defaults_.complete};
  const ScanRun& kept = scopes_.emplace(std::move(key), std::move(scope)).first->second;
  ITSM_CHECK(sink_.run(kept));
  return &kept;
}

}  // namespace itsm::host::findings::generic
