// SPDX-License-Identifier: Apache-2.0
// What the plugin says of itself.
#include <algorithm>
#include <set>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

Result<std::string, Finding> described(Bench& bench) {
  loader::Answer answer = bench.subject().describe();
  if (auto* const text = std::get_if<std::string>(&answer.body)) return std::move(*text);
  if (const auto* const error = std::get_if<Error>(&answer.body))
    return failed("describe answers the manifest", text_of(*error));
  return failed("describe answers the manifest", std::get<loader::Fault>(answer.body).what);
}

Judgement describe_is_pure(Bench& bench) {
  ITSM_TRY(const std::string first, described(bench));
  ITSM_TRY(const auto desk, bench.open());
  ITSM_TRY(const std::string second, described(bench));
  ITSM_CHECK(expect(first == second, "the same bytes every time", "the second answer differs"));
  return expect(bench.host().requests().empty(), "no requests", "one was sent");
}

Judgement describe_under_50ms(Bench& bench) {
  using Clock = std::chrono::steady_clock;
  auto fastest = Clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    const auto begin = Clock::now();
    ITSM_TRY(const std::string text, described(bench));
    fastest = std::min(fastest, Clock::now() - begin);
  }
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(fastest).count();
  return expect(ms < 50, "less than 50 ms", "the fastest of five took " + std::to_string(ms) + " ms");
}

Judgement manifest_matches_schema(Bench& bench) {
  ITSM_TRY(const Manifest manifest, must(bench.subject().manifest(), "describe"));
  ITSM_CHECK(expect(manifest.id == bench.subject().entry().id, "id as in the entry", manifest.id));
  return expect(manifest.version == bench.subject().entry().version, "version as in the entry",
                manifest.version);
}

template <class List, class Name>
Judgement expect_unique(const List& list, Name name, const std::string& what) {
  std::set<std::string> seen;
  for (const auto& element : list)
    ITSM_CHECK(expect(seen.insert(element.*name).second, what + " have names of their own",
                      "'" + element.*name + "' stands twice"));
  return {};
}

template <class List, class Name>
Judgement expect_in(const std::string& wanted, const List& list, Name name, const std::string& what) {
  return expect(std::ranges::any_of(list, [&](const auto& element) { return element.*name == wanted; }),
                what + " is declared", "'" + wanted + "' is not");
}

Judgement manifest_names_agree(Bench& bench) {
  const Manifest& manifest = bench.manifest();
  ITSM_CHECK(expect_unique(manifest.settings, &Setting::key, "settings"));
  ITSM_CHECK(expect_unique(manifest.auth, &AuthScheme::id, "auth schemes"));
  ITSM_CHECK(expect_unique(manifest.pickers, &Picker::id, "pickers"));
  ITSM_CHECK(expect_unique(manifest.permissions, &Permission::id, "permissions"));
  ITSM_CHECK(expect_unique(manifest.mapping_types, &MappingType::id, "mapping types"));
  for (const Origin& origin : manifest.origins) {
    ITSM_CHECK(expect(origin.url.empty() != origin.from_setting.empty(),
                      "an origin has an address or a setting that holds it, not both", origin.name));
    if (!origin.from_setting.empty())
      ITSM_CHECK(expect_in(origin.from_setting, manifest.settings, &Setting::key,
                           "the setting of origin " + origin.name));
    for (const std::string& auth : origin.auth)
      ITSM_CHECK(expect_in(auth, manifest.auth, &AuthScheme::id, "an auth scheme of origin " + origin.name));
  }
  for (const Picker& picker : manifest.pickers)
    for (const std::string& other : picker.depends_on)
      ITSM_CHECK(expect_in(other, manifest.pickers, &Picker::id, "what picker " + picker.id + " depends on"));
  for (const Setting& setting : manifest.settings)
    if (setting.kind == SettingKind::picker)
      ITSM_CHECK(
          expect_in(setting.picker, manifest.pickers, &Picker::id, "the picker of setting " + setting.key));
  for (const MappingType& type : manifest.mapping_types)
    if (!type.values_picker.empty())
      ITSM_CHECK(expect_in(type.values_picker, manifest.pickers, &Picker::id,
                           "the picker of mapping type " + type.id));
  for (const AuthScheme& scheme : manifest.auth)
    for (const std::string& deployment : scheme.deployments)
      ITSM_CHECK(expect(std::ranges::find(manifest.deployments, deployment) != manifest.deployments.end(),
                        "the deployments of auth scheme " + scheme.id + " are declared", deployment));
  return {};
}

Judgement manifest_can_be_worked_with(Bench& bench) {
  const Manifest& manifest = bench.manifest();
  for (const char* const text : {"summary", "description"})
    ITSM_CHECK(expect_in(text, manifest.limits, &Limit::what, std::string("the limit of ") + text));
  for (const Limit& limit : manifest.limits)
    ITSM_CHECK(expect(limit.most > 0, "a limit leaves room", "that of " + limit.what + " is 0"));
  ITSM_CHECK(expect(manifest.wire.batch >= 1 && manifest.wire.concurrency >= 1,
                    "at least one draft and one request", dump(to_document(manifest.wire))));
  ITSM_CHECK(expect(manifest.timing.settle_s > 0, "a lost create needs some time to show",
                    std::to_string(manifest.timing.settle_s) + " s"));
  ITSM_CHECK(expect(manifest.correlation.key_length >= 16,
                    "a key of at least 16 characters, so that none is guessed",
                    std::to_string(manifest.correlation.key_length)));
  ITSM_CHECK(expect(
      std::ranges::find(manifest.creation_modes, CreationMode::standalone) != manifest.creation_modes.end(),
      "the creation mode standalone", "it is missing"));
  for (const AuthScheme& scheme : manifest.auth) {
    ITSM_CHECK(expect((scheme.kind == AuthKind::oauth2) == scheme.oauth2.has_value(),
                      "OAuth data with OAuth schemes only", scheme.id));
    ITSM_CHECK(expect((scheme.kind == AuthKind::session) == scheme.session.has_value(),
                      "log-in data with session schemes only", scheme.id));
    ITSM_CHECK(expect(scheme.kind != AuthKind::header || !scheme.header.empty(),
                      "a header scheme names its header", scheme.id));
    ITSM_CHECK(expect(std::ranges::any_of(scheme.fields, &CredentialField::secret),
                      "an auth scheme has a secret", scheme.id));
  }
  return expect(!manifest.origins.empty() && !manifest.auth.empty(),
                "somewhere to send requests and a way to log in", "one is missing");
}

// Nothing breaks without it, but somebody will be stuck.
Judgement manifest_helps_people(Bench& bench) {
  const Manifest& manifest = bench.manifest();
  std::string silent;
  for (const Setting& setting : manifest.settings)
    if (setting.help.empty()) silent += " setting " + setting.key;
  for (const AuthScheme& scheme : manifest.auth)
    for (const CredentialField& field : scheme.fields)
      if (field.help.empty() && field.where_url.empty()) silent += " credential field " + field.key;
  for (const Permission& permission : manifest.permissions)
    if (permission.purpose.empty()) silent += " permission " + permission.id;
  if (silent.empty()) return {};
  return unexpected(Finding{Verdict::warning, "a word about where a value is found or what it is for",
                            "none for" + silent});
}

Judgement unknown_extension_is_null(Bench& bench) {
  const auto extension = bench.subject().entry().extension;
  for (const char* const id :
       {"", "itsm.nonsense/1", "itsm.tickets/1 and more", "itsm.tickets/2", "ITSM.TICKETS/1"})
    ITSM_CHECK(expect(extension(id) == nullptr, "no table for an unknown capability",
                      "a table for '" + std::string(id) + "'"));
  return {};
}

Judgement capabilities_are_those_of_the_tables(Bench& bench) {
  const std::vector<std::string>& declared = bench.manifest().capabilities;
  for (const char* const id : {ITSM_TICKETS, ITSM_SCHEMA, ITSM_CHANGES, ITSM_WEBHOOK}) {
    const bool listed = std::ranges::find(declared, id) != declared.end();
    const bool there = bench.subject().entry().extension(id) != nullptr;
    ITSM_CHECK(expect(listed == there,
                      std::string("the manifest lists ") + id + " exactly if its table is there",
                      listed ? "it is listed only" : "the table is there only"));
    ITSM_CHECK(expect(bench.subject().entry().extension(id) == bench.subject().entry().extension(id),
                      "a table is the same at every call", id));
  }
  return {};
}

}  // namespace

std::vector<Case> manifest_cases() {
  return {
      {"describe-is-pure",
       "The manifest is the same bytes every time and costs no request.",
       Needs::nothing,
       {},
       &describe_is_pure},
      {"describe-under-50ms",
       "The manifest is there at once, since set-up pages wait for it.",
       Needs::nothing,
       {},
       &describe_under_50ms},
      {"manifest-matches-schema",
       "The manifest fits its schema and is of the entry's id and version.",
       Needs::nothing,
       {},
       &manifest_matches_schema},
      {"manifest-names-agree",
       "What the manifest refers to by name, it declares, and once.",
       Needs::nothing,
       {},
       &manifest_names_agree},
      {"manifest-can-be-worked-with",
       "Limits, batch, timing, key length and auth schemes leave a host something to work with.",
       Needs::nothing,
       {},
       &manifest_can_be_worked_with},
      {"manifest-helps-people",
       "Settings, credentials and permissions say where they are found or what they are for.",
       Needs::nothing,
       {},
       &manifest_helps_people},
      {"unknown-extension-is-null",
       "A capability that the plugin does not know has no table.",
       Needs::nothing,
       {},
       &unknown_extension_is_null},
      {"capabilities-are-those-of-the-tables",
       "The manifest lists exactly the capabilities that have a table.",
       Needs::nothing,
       {},
       &capabilities_are_those_of_the_tables},
  };
}

}  // namespace itsm::conformance
