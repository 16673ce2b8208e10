// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/world/settings.hpp"

// What an administrator of a simulated site has set up. Issues are not part of it.
//
// A world is read from one document (the seed, YAML or JSON), in which everything that can be renamed is
// keyed by its id. Changing a world under a running client is therefore a JSON merge patch of that document.
namespace itsm::simulators {

using Json = nlohmann::json;

// The document does not describe a world; the message names the place.
class SeedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Which of Jira's two products a site is.
enum class Deployment { cloud, data_center };

struct User {
  std::string handle{};      // how the seed calls the person
  std::string account_id{};  // never changes; Data Center calls it the user's key
  std::string username{};    // Data Center only
  std::string name{};
  std::string email{};
  std::string password{};               // Data Center only; empty: cannot sign in with one
  std::string token{};                  // of the interface, or a personal access token; empty: none
  std::optional<Time> token_expires{};  // Data Center only
  std::string time_zone{};
  std::string locale{};
  bool active = true;
  bool hides_email = false;
  bool administrator = false;                                    // of the whole site
  std::map<std::string, std::set<std::string>> scoped_tokens{};  // Cloud only: token to scopes
};

struct Status {
  std::string id{};
  std::string name{};
  std::string category{};  // new, indeterminate, done
};

struct Priority {
  std::string id{};
  std::string name{};
  std::string color{};
};

struct PriorityScheme {
  std::string handle{};
  std::string name{};
  std::vector<std::string> priorities{};  // ids, most urgent first
  std::string standard{};                 // the default
};

struct Resolution {
  std::string id{};
  std::string name{};
};

struct LinkType {
  std::string id{};
  std::string name{};
  std::string inward{};
  std::string outward{};
};

struct IssueType {
  std::string id{};
  std::string name{};
  std::string description{};
  int level = 0;               // 1 epic, 0 standard, -1 sub-task
  std::string project_only{};  // handle of the team-managed project that owns it
  bool subtask() const { return level < 0; }
};

enum class FieldKind {
  summary,
  text,
  paragraphs,
  number,
  date,
  date_time,
  user,
  users,
  group,
  groups,
  select,
  multi_select,
  radio_buttons,
  checkboxes,
  cascading,
  url,
  labels,
  project_picker,  // any project, where `project` is the issue's own
  epic_name,
  epic_link,  // of Data Center, where epics are no parents
  project,
  issue_type,
  priority,
  parent,
  resolution,
  security,
  components,
  version,
  versions,
  time_tracking,
  links,
  attachments,
  app_data,  // of an app from elsewhere: any JSON
  read_only
};

struct Option {
  std::string id{};
  std::string value{};
  std::vector<Option> children{};
};

struct Field {
  std::string id{};
  std::string name{};
  FieldKind kind = FieldKind::text;
  std::vector<Option> options{};
  bool custom() const { return id.starts_with("customfield_"); }
};

struct ScreenField {
  bool required = false;
  Json standard{};  // what Jira fills in; null: nothing
};

using Screen = std::map<std::string, ScreenField>;  // by field id

struct Transition {
  std::string id{};
  std::string name{};
  std::string to{};
  std::optional<std::set<std::string>> from{};  // absent: from every status
  Screen screen{};
  std::string permission{};       // needed besides Transition issues; empty: none
  std::string sets_resolution{};  // by a post function; "none" clears it; empty: as it was
};

// A demand of a workflow on new issues that create metadata does not tell of: the text of a field.
struct Validator {
  std::string field{};
  std::string pattern{};  // a regular expression that the whole text must match
  std::string message{};
};

struct Workflow {
  std::string handle{};
  std::string initial{};
  std::vector<Validator> validators{};
  std::vector<Transition> transitions{};  // by rising id
  const Transition* find(std::string_view id) const;
};

struct Part {  // a component, a version or a group of people
  std::string id{};
  std::string name{};
};

struct Project {
  std::string handle{};  // key at the time of the seed; stays when the key is changed
  std::string id{};
  std::string key{};
  std::string name{};
  std::string type{};  // software, business, ...
  bool team_managed = false;
  std::string lead{};  // account id
  bool assigns_lead = false;
  std::vector<std::string> issue_types{};
  std::map<std::string, std::string> screens{};    // by issue type id, or "default"
  std::map<std::string, std::string> workflows{};  // by issue type id, or "default"
  std::string priority_scheme{};
  std::string security_scheme{};  // empty: none
  std::vector<Part> components{};
  std::vector<Part> versions{};
  std::map<std::string, std::set<std::string>> granted{};  // permission keys by account id
};

class World {
 public:
  // Throws SeedError.
  World(const Json& document, Deployment deployment);

  const User* user(std::string_view account_id) const;
  const User* user_named(std::string_view username) const;
  const User* sign_in(std::string_view email, std::string_view token) const;
  const Project* project(std::string_view id_or_key) const;  // keys in any case, former ones too
  const Status& status(std::string_view id) const;
  const Priority* priority(std::string_view id) const;
  const Resolution* resolution(std::string_view id) const;
  const IssueType* issue_type(std::string_view id) const;
  const Field* field(std::string_view id) const;
  const Part* group(std::string_view id_or_name) const;

  const Screen& screen_of(const Project& project, std::string_view type) const;
  const Workflow& workflow_of(const Project& project, std::string_view type) const;
  const PriorityScheme& priorities_of(const Project& project) const;
  const SecurityScheme* security_of(const Project& project) const;  // null: none
  const SecurityLevel* security_level(std::string_view id) const;

  Deployment deployment;
  std::string title{};
  std::size_t text_limit = 0;  // of long text, in UTF-16 units
  std::vector<User> users{};
  std::vector<Part> groups{};  // Data Center shows their names only
  std::map<std::string, Status> statuses{};
  std::map<std::string, Priority> priorities{};
  std::map<std::string, PriorityScheme> priority_schemes{};
  std::map<std::string, Resolution> resolutions{};
  std::map<std::string, LinkType> link_types{};
  std::map<std::string, IssueType> issue_types{};
  std::map<std::string, Field> fields{};
  std::map<std::string, SecurityScheme> security_schemes{};
  std::map<std::string, Screen> screens{};
  std::map<std::string, Workflow> workflows{};
  std::vector<Project> projects{};  // by rising id
  std::string person{};             // account id of who edits through the control interface
  std::string cloud_id{};
  std::map<std::string, std::string> other_sites{};  // cloud id to name, for consents
  WebhookSettings webhooks{};
  RateSettings rates{};
  OauthSettings oauth{};

 private:
  void check_references() const;
};

}  // namespace itsm::simulators
