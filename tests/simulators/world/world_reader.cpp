// SPDX-License-Identifier: Apache-2.0
// A world from its document.
#include <algorithm>
#include <regex>

#include "tests/simulators/world/field_kinds.hpp"
#include "tests/simulators/world/reader.hpp"
#include "tests/simulators/world/settings_reader.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators {
namespace {

std::vector<Option> read_options(const Reader& in) {
  std::vector<Option> options;
  in.each("options", [&](const std::string& id, const Json& value, const std::string& where) {
    if (value.is_string()) {
      options.push_back({id, value.get<std::string>(), {}});
    } else {
      const Reader option(value, where);
      options.push_back({id, option.text("value"), read_options(option)});
    }
  });
  return options;
}

ScreenField read_screen_field(const Json& value, const std::string& where) {
  if (value == "required") return {true, nullptr};
  if (value == "optional") return {false, nullptr};
  const Reader in(value, where);
  return {in.flag("required", false), in.raw().value("default", Json())};
}

Screen read_screen(const Reader& in, const std::string& key) {
  Screen screen;
  in.each(key, [&](const std::string& field, const Json& value, const std::string& where) {
    screen[field] = read_screen_field(value, where);
  });
  return screen;
}

bool smaller_id(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

Workflow read_workflow(const std::string& handle, const Reader& in) {
  Workflow workflow{handle, in.text("initial"), {}, {}};
  in.each("validators", [&](const std::string& field, const Json& value, const std::string& where) {
    const Reader read(value, where);
    workflow.validators.push_back({field, read.text("pattern"), read.text("message")});
    try {
      (void)std::regex(workflow.validators.back().pattern);
    } catch (const std::regex_error& wrong) {
      throw SeedError(where + ".pattern: " + wrong.what());
    }
  });
  in.each("transitions", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    Transition transition{id,
                          read.text("name"),
                          read.text("to"),
                          {},
                          read_screen(read, "screen"),
                          read.text_or("permission", ""),
                          read.text_or("sets_resolution", "")};
    if (value.contains("from")) {
      const auto from = read.list("from");
      transition.from.emplace(from.begin(), from.end());
    }
    workflow.transitions.push_back(std::move(transition));
  });
  std::sort(workflow.transitions.begin(), workflow.transitions.end(),
            [](const auto& a, const auto& b) { return smaller_id(a.id, b.id); });
  return workflow;
}

User read_user(const std::string& handle, const Reader& in, Deployment deployment) {
  User user;
  user.handle = handle;
  if (deployment == Deployment::cloud) {
    user.account_id = in.text("account_id");
  } else {
    user.account_id = in.text("key");
    user.username = in.text_or("username", handle);
    user.password = in.text_or("password", "");
    if (const auto expires = in.text_or("token_expires", ""); !expires.empty()) {
      user.token_expires = parse_utc(expires);
      if (!user.token_expires)
        throw SeedError(in.where() + ".token_expires: must be like 2026-11-21T10:00:00.000Z");
    }
  }
  user.name = in.text("name");
  user.email = in.text("email");
  user.token = in.text_or("token", "");
  user.time_zone = in.text_or("time_zone", "UTC");
  user.locale = in.text_or("locale", "en_US");
  user.active = in.flag("active", true);
  user.hides_email = in.flag("hides_email", false);
  user.administrator = in.flag("administrator", false);
  in.each("scoped_tokens", [&](const std::string& token, const Json&, const std::string&) {
    const auto scopes = Reader(in.raw()["scoped_tokens"], in.where() + ".scoped_tokens").list(token);
    user.scoped_tokens[token] = {scopes.begin(), scopes.end()};
  });
  return user;
}

std::vector<Part> read_parts(const Reader& in, const std::string& key) {
  std::vector<Part> parts;
  in.each(key, [&](const std::string& id, const Json& name, const std::string& where) {
    if (!name.is_string()) throw SeedError(where + ": must be text");
    parts.push_back({id, name.get<std::string>()});
  });
  return parts;
}

std::map<std::string, std::string> read_assignments(const Reader& in, const std::string& key) {
  std::map<std::string, std::string> out;
  in.each(key, [&](const std::string& type, const Json& value, const std::string& where) {
    if (!value.is_string()) throw SeedError(where + ": must be text");
    out[type] = value.get<std::string>();
  });
  if (!out.contains("default")) throw SeedError(in.where() + "." + key + ": 'default' is missing");
  return out;
}

std::set<std::string> read_grant(const Json& value, const std::string& where,
                                 const std::map<std::string, std::set<std::string>>& sets) {
  const auto named = [&](const std::string& name) {
    const auto found = sets.find(name);
    if (found == sets.end()) throw SeedError(where + ": there is no permission set '" + name + "'");
    return found->second;
  };
  if (value.is_string()) return named(value.get<std::string>());
  const Reader in(value, where);
  auto granted = named(in.text("grant"));
  for (const auto& key : in.list("except")) granted.erase(key);
  return granted;
}

}  // namespace

World::World(const Json& document, Deployment product) : deployment(product) {
  const Reader in(document, "seed");
  title = in.text_or("title", "Jira");
  text_limit = static_cast<std::size_t>(in.number_or("text_limit", 32'767));
  for (const auto& field : system_fields())
    if (deployment == Deployment::cloud || field.id != "statusCategory")
      fields[std::string(field.id)] = {std::string(field.id), std::string(field.name), field.kind, {}};

  std::map<std::string, std::string> accounts;  // by handle
  in.each("users", [&](const std::string& handle, const Json& value, const std::string& where) {
    const Reader read(value, where);
    users.push_back(read_user(handle, read, deployment));
    accounts[handle] = users.back().account_id;
  });
  const auto account = [&](const std::string& handle, const std::string& where) {
    const auto found = accounts.find(handle);
    if (found == accounts.end()) throw SeedError(where + ": there is no user '" + handle + "'");
    return found->second;
  };
  person = account(in.text("person"), "seed.person");
  cloud_id = in.text_or("cloud_id", "11111111-2222-4333-8444-555555555555");
  in.each("other_sites", [&](const std::string& id, const Json& value, const std::string& where) {
    other_sites[id] = Reader(value, where).text("name");
  });
  webhooks = read_webhook_settings(in);
  rates = read_rate_settings(in);
  oauth = read_oauth_settings(in, account);
  security_schemes = read_security_schemes(in, account);
  groups = read_parts(in, "groups");

  in.each("statuses", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    const auto category = read.text("category");
    if (category != "new" && category != "indeterminate" && category != "done")
      throw SeedError(where + ".category: must be new, indeterminate or done");
    statuses[id] = {id, read.text("name"), category};
  });
  in.each("priorities", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    priorities[id] = {id, read.text("name"), read.text_or("color", "#707070")};
  });
  in.each("priority_schemes", [&](const std::string& handle, const Json& value, const std::string& where) {
    const Reader read(value, where);
    priority_schemes[handle] = {handle, read.text_or("name", handle), read.list("priorities"),
                                read.text("default")};
  });
  in.each("resolutions", [&](const std::string& id, const Json& value, const std::string& where) {
    resolutions[id] = {id, Reader(value, where).text("name")};
  });
  in.each("link_types", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    link_types[id] = {id, read.text("name"), read.text("inward"), read.text("outward")};
  });
  in.each("issue_types", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    issue_types[id] = {id, read.text("name"), read.text_or("description", ""), read.number_or("level", 0),
                       read.text_or("project_only", "")};
  });
  in.each("fields", [&](const std::string& id, const Json& value, const std::string& where) {
    const Reader read(value, where);
    const auto type = read.text("type");
    const auto kind = custom_kind(type);
    if (!kind) throw SeedError(where + ".type: there is no type '" + type + "'");
    if (!id.starts_with("customfield_")) throw SeedError(where + ": a field's id begins with customfield_");
    fields[id] = {id, read.text("name"), *kind, read_options(read)};
  });
  in.each("screens", [&](const std::string& handle, const Json&, const std::string&) {
    screens[handle] = read_screen(Reader(document["screens"], "seed.screens"), handle);
  });
  in.each("workflows", [&](const std::string& handle, const Json& value, const std::string& where) {
    workflows[handle] = read_workflow(handle, Reader(value, where));
  });

  std::map<std::string, std::set<std::string>> sets;
  in.each("permission_sets", [&](const std::string& name, const Json&, const std::string&) {
    const auto keys = Reader(document["permission_sets"], "seed.permission_sets").list(name);
    sets[name] = {keys.begin(), keys.end()};
  });
  in.each("projects", [&](const std::string& handle, const Json& value, const std::string& where) {
    const Reader read(value, where);
    Project project;
    project.handle = handle;
    project.id = read.text("id");
    project.key = read.text_or("key", handle);
    project.name = read.text("name");
    project.type = read.text_or("type", "software");
    project.team_managed = read.flag("team_managed", false);
    project.lead = account(read.text("lead"), where + ".lead");
    project.assigns_lead = read.flag("assigns_lead", false);
    project.issue_types = read.list("issue_types");
    project.screens = read_assignments(read, "screens");
    project.workflows = read_assignments(read, "workflows");
    project.priority_scheme = read.text("priority_scheme");
    project.security_scheme = read.text_or("security_scheme", "");
    project.components = read_parts(read, "components");
    project.versions = read_parts(read, "versions");
    read.each("access", [&](const std::string& user, const Json& grant, const std::string& place) {
      project.granted[account(user, place)] = read_grant(grant, place, sets);
    });
    projects.push_back(std::move(project));
  });
  std::sort(projects.begin(), projects.end(),
            [](const auto& a, const auto& b) { return smaller_id(a.id, b.id); });
  check_references();
}

void World::check_references() const {
  const auto demand = [](bool there, const std::string& what) {
    if (!there) throw SeedError("seed: " + what + " is referred to and does not exist");
  };
  const auto check_screen = [&](const Screen& screen) {
    for (const auto& [id, setting] : screen) demand(fields.contains(id), "field '" + id + "'");
  };
  for (const auto& [handle, screen] : screens) check_screen(screen);
  for (const auto& [handle, scheme] : priority_schemes) {
    for (const auto& id : scheme.priorities) demand(priorities.contains(id), "priority '" + id + "'");
    demand(std::count(scheme.priorities.begin(), scheme.priorities.end(), scheme.standard) == 1,
           "default priority '" + scheme.standard + "' of scheme '" + handle + "'");
  }
  for (const auto& [handle, workflow] : workflows) {
    demand(statuses.contains(workflow.initial), "status '" + workflow.initial + "'");
    for (const auto& transition : workflow.transitions) {
      demand(statuses.contains(transition.to), "status '" + transition.to + "'");
      for (const auto& from : transition.from.value_or(std::set<std::string>()))
        demand(statuses.contains(from), "status '" + from + "'");
      const auto& sets = transition.sets_resolution;
      demand(sets.empty() || sets == "none" || resolutions.contains(sets), "resolution '" + sets + "'");
      check_screen(transition.screen);
    }
  }
  for (const auto& project : projects) {
    for (const auto& id : project.issue_types) demand(issue_types.contains(id), "issue type '" + id + "'");
    for (const auto& [type, screen] : project.screens)
      demand(screens.contains(screen), "screen '" + screen + "'");
    for (const auto& [type, flow] : project.workflows)
      demand(workflows.contains(flow), "workflow '" + flow + "'");
    demand(priority_schemes.contains(project.priority_scheme),
           "priority scheme '" + project.priority_scheme + "'");
    demand(project.security_scheme.empty() || security_schemes.contains(project.security_scheme),
           "security scheme '" + project.security_scheme + "'");
  }
}

}  // namespace itsm::simulators
