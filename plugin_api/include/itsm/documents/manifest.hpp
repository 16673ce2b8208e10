// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/schema.hpp>

// What a plugin says of itself. The host builds set-up pages, checks and limits from it and has no other
// knowledge of a vendor.
namespace itsm {

enum class SettingKind { string, url, boolean, integer, choice, picker };
template <>
struct EnumNames<SettingKind> {
  static constexpr std::array<std::pair<SettingKind, std::string_view>, 6> names{
      {{SettingKind::string, "string"},
       {SettingKind::url, "url"},
       {SettingKind::boolean, "boolean"},
       {SettingKind::integer, "integer"},
       {SettingKind::choice, "choice"},
       {SettingKind::picker, "picker"}}};
};

struct Setting {
  std::string key{};
  std::string label{};
  std::string help{};
  SettingKind kind = SettingKind::string;
  bool required = false;
  Json default_value{};
  std::vector<Option> choices{};
  std::string picker{};
  std::string example{};

  static constexpr std::string_view kDocument = "setting";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "Its name in the configuration's settings.");
    visit.required("label", self.label, "For people.");
    visit.optional("help", self.help, "Where to find the value.");
    visit.required("kind", self.kind, "What it holds.");
    visit.optional("required", self.required, "The integration cannot be enabled without it.");
    visit.optional("default_value", self.default_value, "Taken when it is left out.");
    visit.optional("choices", self.choices, "kind choice: the values.");
    visit.optional("picker", self.picker, "kind picker: which one offers the values.");
    visit.optional("example", self.example,
                   "A value as the vendor has them; shown where a wrong one is refused.");
  }
};

// An address that requests may go to. A plugin names origins and never builds an address.
struct Origin {
  std::string name{};
  std::string url{};
  std::string from_setting{};
  std::string path_prefix{};
  std::vector<std::string> auth{};

  static constexpr std::string_view kDocument = "origin";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "What a request names.");
    visit.optional("url", self.url, "Fixed: scheme, host and port.");
    visit.optional("from_setting", self.from_setting, "Instead of url: the setting that holds it.");
    visit.optional("path_prefix", self.path_prefix,
                   "Put before every target; {setting} is replaced by that setting's value.");
    visit.optional("auth", self.auth, "Ids of the auth schemes that use this origin; absent: all.");
  }
};

enum class AuthKind { basic, bearer, header, oauth2, session };
template <>
struct EnumNames<AuthKind> {
  static constexpr std::array<std::pair<AuthKind, std::string_view>, 5> names{
      {{AuthKind::basic, "basic"},
       {AuthKind::bearer, "bearer"},
       {AuthKind::header, "header"},
       {AuthKind::oauth2, "oauth2"},
       {AuthKind::session, "session"}}};
};

struct CredentialField {
  std::string key{};
  std::string label{};
  std::string help{};
  std::string where_url{};
  bool secret = true;

  static constexpr std::string_view kDocument = "credential_field";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key,
                   "basic: username, password. bearer, header: token. oauth2: client_id, client_secret.");
    visit.required("label", self.label, "In the vendor's words.");
    visit.optional("help", self.help, "How to get it.");
    visit.optional("where_url", self.where_url, "The vendor's page where it is made.");
    visit.required("secret", self.secret, "Never shown again once stored.");
  }
};

struct Scope {
  std::string name{};
  std::string purpose{};
  bool required = true;

  static constexpr std::string_view kDocument = "scope";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "As the vendor spells it.");
    visit.required("purpose", self.purpose, "What breaks without it.");
    visit.required("required", self.required, "Saving is refused when the token lacks it.");
  }
};

struct OAuth2 {
  std::string authorize_url{};
  std::string token_url{};
  std::string revoke_url{};
  std::vector<std::string> grants{};
  std::vector<Scope> scopes{};
  std::string scope_separator = " ";
  bool json_token_request = false;
  bool pkce = true;
  bool rotates = false;
  std::map<std::string, std::string> authorize_parameters{};

  static constexpr std::string_view kDocument = "oauth2";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("authorize_url", self.authorize_url, "Where consent is given; {setting} is replaced.");
    visit.required("token_url", self.token_url, "Where tokens are had; {setting} is replaced.");
    visit.optional("revoke_url", self.revoke_url, "Where the vendor can revoke.");
    visit.required("grants", self.grants,
                   "authorization_code, client_credentials, password, in order of preference.");
    visit.optional("scopes", self.scopes, "Asked for.");
    visit.optional("scope_separator", self.scope_separator, "Between scopes.");
    visit.optional("json_token_request", self.json_token_request, "The token request is JSON; else a form.");
    visit.required("pkce", self.pkce, "The vendor takes a code challenge.");
    visit.optional("rotates", self.rotates, "A refresh answers a new refresh token and retires the old.");
    visit.optional("authorize_parameters", self.authorize_parameters, "Further query parameters.");
  }
};

struct Session {
  std::string origin{};
  std::string method{};
  std::string target{};
  std::string body{};
  std::string token_pointer{};
  std::string header{};
  std::string header_prefix{};
  std::int64_t life_s = 0;

  static constexpr std::string_view kDocument = "session";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("origin", self.origin, "Where to log in.");
    visit.required("method", self.method, "Usually POST.");
    visit.required("target", self.target, "Path of the log-in.");
    visit.required("body", self.body, "With ${credential:KEY} for each field.");
    visit.required("token_pointer", self.token_pointer, "JSON pointer into the answer.");
    visit.required("header", self.header, "Header that carries the token afterwards.");
    visit.optional("header_prefix", self.header_prefix, "Put before the token.");
    visit.optional("life_s", self.life_s, "Seconds until a new log-in; 0: until refused.");
  }
};

struct AuthScheme {
  std::string id{};
  std::string label{};
  AuthKind kind = AuthKind::basic;
  std::string help{};
  std::vector<std::string> deployments{};
  std::vector<CredentialField> fields{};
  std::string header{};
  std::string header_prefix{};
  std::optional<OAuth2> oauth2{};
  std::optional<Session> session{};

  static constexpr std::string_view kDocument = "auth_scheme";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its name in an integration.");
    visit.required("label", self.label, "For people.");
    visit.required("kind", self.kind, "How the host makes the header.");
    visit.optional("help", self.help, "When to choose it.");
    visit.optional("deployments", self.deployments, "Where it works; absent: everywhere.");
    visit.required("fields", self.fields, "What the operator enters.");
    visit.optional("header", self.header, "kind header: its name.");
    visit.optional("header_prefix", self.header_prefix, "bearer, header, oauth2: put before the token.");
    visit.optional("oauth2", self.oauth2, "kind oauth2.");
    visit.optional("session", self.session, "kind session.");
  }
};

enum class PermissionLevel { required, feature, unused };
template <>
struct EnumNames<PermissionLevel> {
  static constexpr std::array<std::pair<PermissionLevel, std::string_view>, 3> names{
      {{PermissionLevel::required, "required"},
       {PermissionLevel::feature, "feature"},
       {PermissionLevel::unused, "unused"}}};
};

struct Permission {
  std::string id{};
  std::string label{};
  PermissionLevel level = PermissionLevel::required;
  std::string purpose{};

  static constexpr std::string_view kDocument = "permission";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "As check answers it.");
    visit.required("label", self.label, "As the vendor's pages call it.");
    visit.required("level", self.level,
                   "required: nothing works without. feature: one thing is off. unused: never asked for.");
    visit.required("purpose", self.purpose, "What it is for and what breaks without it.");
  }
};

// What a host uses a picker for. A picker that says no role and whose id is a role's name has that role.
enum class PickerRole {
  none,
  project,
  type,
  priority,
  status,
  resolution,
  ticket,
  labelled_ticket,
  link_type,
};
template <>
struct EnumNames<PickerRole> {
  static constexpr std::array<std::pair<PickerRole, std::string_view>, 9> names{
      {{PickerRole::none, "none"},
       {PickerRole::project, "project"},
       {PickerRole::type, "type"},
       {PickerRole::priority, "priority"},
       {PickerRole::status, "status"},
       {PickerRole::resolution, "resolution"},
       {PickerRole::ticket, "ticket"},
       {PickerRole::labelled_ticket, "labelled_ticket"},
       {PickerRole::link_type, "link_type"}}};
};

struct Picker {
  std::string id{};
  std::string label{};
  std::vector<std::string> depends_on{};
  bool searchable = false;
  bool paged = false;
  std::vector<CreationMode> required_for{};
  PickerRole role = PickerRole::none;

  PickerRole meaning() const {
    return role == PickerRole::none ? enum_from<PickerRole>(id).value_or(PickerRole::none) : role;
  }

  static constexpr std::string_view kDocument = "picker";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Named in options requests.");
    visit.required("label", self.label, "For people.");
    visit.optional("depends_on", self.depends_on, "Pickers to choose from first.");
    visit.optional("searchable", self.searchable, "The vendor searches.");
    visit.optional("paged", self.paged, "Answers a cursor.");
    visit.optional("required_for", self.required_for, "Creation modes that need a choice.");
    visit.optional("role", self.role,
                   "What its options are to a host; absent: what the id says, where it is a role's name. "
                   "labelled_ticket: tickets with the label that it depends on.");
  }
};

struct MappingType {
  std::string id{};
  std::string label{};
  std::string finding{};
  FieldRole ticket_role = FieldRole::none;
  FieldKind ticket_kind = FieldKind::string;
  std::vector<std::string> directions{};
  std::string values_picker{};

  static constexpr std::string_view kDocument = "mapping_type";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Such as severity_priority.");
    visit.required("label", self.label, "For people.");
    visit.required("finding", self.finding, "The finding's attribute, or * for any of a fitting type.");
    visit.optional("ticket_role", self.ticket_role, "The ticket's field by meaning.");
    visit.required("ticket_kind", self.ticket_kind, "What the ticket's field holds.");
    visit.required("directions", self.directions, "push_once, push, both, pull, pull_once.");
    visit.optional("values_picker", self.values_picker, "Where the vendor's values come from.");
  }
};

enum class ProofScheme { hmac_sha256, jwt_hs256, static_header, query_token, basic };
template <>
struct EnumNames<ProofScheme> {
  static constexpr std::array<std::pair<ProofScheme, std::string_view>, 5> names{
      {{ProofScheme::hmac_sha256, "hmac-sha256"},
       {ProofScheme::jwt_hs256, "jwt-hs256"},
       {ProofScheme::static_header, "static-header"},
       {ProofScheme::query_token, "query-token"},
       {ProofScheme::basic, "basic"}}};
};

// How a webhook shows that it comes from the vendor. The host checks it, on raw bytes, before plugin code
// runs.
struct WebhookProof {
  ProofScheme scheme = ProofScheme::hmac_sha256;
  std::string header{};
  std::string parameter{};
  std::string prefix{};
  std::string encoding{};
  std::string signed_bytes{};
  std::string timestamp_header{};
  std::int64_t window_s = 0;
  std::string secret{};
  std::string delivery_id{};
  std::string note{};

  static constexpr std::string_view kDocument = "webhook_proof";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("scheme", self.scheme, "What is checked.");
    visit.optional("header", self.header, "The header that carries it.");
    visit.optional("parameter", self.parameter, "query-token: the parameter.");
    visit.optional("prefix", self.prefix, "Before the value, such as sha256=.");
    visit.optional("encoding", self.encoding, "hex or base64.");
    visit.optional("signed_bytes", self.signed_bytes, "body, or timestamp.body.");
    visit.optional("timestamp_header", self.timestamp_header, "Where the time of sending stands.");
    visit.optional("window_s", self.window_s, "How old a delivery may be; 0: not judged.");
    visit.required("secret", self.secret, "webhook, or oauth.client_secret.");
    visit.optional("delivery_id", self.delivery_id, "Header that is the same on every retry.");
    visit.optional("note", self.note, "When the vendor offers it.");
  }
};

enum class LengthUnit { bytes, utf16, code_points, items };
template <>
struct EnumNames<LengthUnit> {
  static constexpr std::array<std::pair<LengthUnit, std::string_view>, 4> names{
      {{LengthUnit::bytes, "bytes"},
       {LengthUnit::utf16, "utf16"},
       {LengthUnit::code_points, "code_points"},
       {LengthUnit::items, "items"}}};
};

struct Limit {
  std::string what{};
  std::size_t most = 0;
  LengthUnit unit = LengthUnit::utf16;

  static constexpr std::string_view kDocument = "limit";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("what", self.what, "summary, description, comment, label or a field id.");
    visit.required("most", self.most, "The largest that the vendor takes, after rendering.");
    visit.required("unit", self.unit, "What is counted.");
  }
};

struct Timing {
  std::int64_t settle_s = 60;
  std::int64_t search_overlap_s = 60;
  std::int64_t webhook_life_s = 0;

  static constexpr std::string_view kDocument = "timing";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("settle_s", self.settle_s,
                   "Seconds until a lost create either shows in find or did not happen: latest execution "
                   "plus index lag.");
    visit.required("search_overlap_s", self.search_overlap_s, "How far a poll looks back behind its cursor.");
    visit.optional("webhook_life_s", self.webhook_life_s, "Seconds until a registration expires; 0: never.");
  }
};

struct Wire {
  std::size_t batch = 1;
  std::size_t concurrency = 4;

  static constexpr std::string_view kDocument = "wire";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("batch", self.batch, "Most drafts in one create.");
    visit.required("concurrency", self.concurrency, "Most requests at a time that the vendor likes.");
  }
};

struct Correlation {
  std::string key_in{};
  std::string marker{};
  std::size_t key_length = 32;

  static constexpr std::string_view kDocument = "correlation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key_in", self.key_in, "Where the key stands in a ticket, for people.");
    visit.required("marker", self.marker, "What every ticket of ours carries, for people.");
    visit.required("key_length", self.key_length, "Longest key that fits, in ASCII characters.");
  }
};

struct Manifest {
  std::string id{};
  std::string version{};
  std::string name{};
  std::string vendor_url{};
  std::vector<std::string> deployments{};
  std::vector<Setting> settings{};
  std::vector<Origin> origins{};
  std::vector<AuthScheme> auth{};
  std::vector<Permission> permissions{};
  std::vector<Picker> pickers{};
  std::vector<MappingType> mapping_types{};
  std::vector<WebhookProof> webhook_proofs{};
  std::vector<Limit> limits{};
  Timing timing{};
  Wire wire{};
  Correlation correlation{};
  std::vector<CreationMode> creation_modes{};
  std::vector<std::string> capabilities{};

  // Null where the plugin has none. Lives as long as the manifest.
  const Picker* picker_for(PickerRole role) const {
    for (const Picker& picker : pickers)
      if (picker.meaning() == role) return &picker;
    return nullptr;
  }

  static constexpr std::string_view kDocument = "manifest";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Lower-case letters, digits and '-'; the entry's id.");
    visit.required("version", self.version, "Semantic version; the entry's version.");
    visit.required("name", self.name, "The vendor's product, for people.");
    visit.optional("vendor_url", self.vendor_url, "The vendor's API documentation.");
    visit.required("deployments", self.deployments, "Kinds of installation that the plugin tells apart.");
    visit.optional("settings", self.settings, "What the operator enters besides credentials.");
    visit.required("origins", self.origins, "Everywhere that requests go.");
    visit.required("auth", self.auth, "Ways to authenticate, best first.");
    visit.required("permissions", self.permissions, "What the account needs at the vendor.");
    visit.optional("pickers", self.pickers, "What options can answer.");
    visit.optional("mapping_types", self.mapping_types, "What can be mapped to what.");
    visit.optional("webhook_proofs", self.webhook_proofs, "Strongest first; absent: no webhooks.");
    visit.required("limits", self.limits, "At least summary and description.");
    visit.required("timing", self.timing, "How long things take at the vendor.");
    visit.required("wire", self.wire, "How requests may be grouped.");
    visit.required("correlation", self.correlation, "How our tickets are known again.");
    visit.required("creation_modes", self.creation_modes, "Those that create honours.");
    visit.optional("capabilities", self.capabilities,
                   "Filled in by the SDK from the interfaces of the class.");
  }
};

// What open receives. Incomplete while somebody sets an integration up.
struct Configuration {
  std::string auth{};
  std::map<std::string, Json> settings{};
  std::vector<Named> projects{};
  std::optional<Json> connection{};

  static constexpr std::string_view kDocument = "configuration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("auth", self.auth, "Id of the auth scheme in use.");
    visit.optional("settings", self.settings, "Setting key -> value.");
    visit.optional("projects", self.projects, "The allowed ones; absent: not restricted.");
    visit.optional("connection", self.connection, "What check last answered.");
  }
};

}  // namespace itsm
