// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/site.hpp"

// A site's issues as one document, and back.
template <>
struct nlohmann::adl_serializer<itsm::simulators::Time> {
  static void to_json(json& out, itsm::simulators::Time time) { out = time.time_since_epoch().count(); }
  static void from_json(const json& in, itsm::simulators::Time& time) {
    time = itsm::simulators::Time(std::chrono::milliseconds(in.get<std::int64_t>()));
  }
};

template <>
struct nlohmann::adl_serializer<std::optional<itsm::simulators::Time>> {
  static void to_json(json& out, const std::optional<itsm::simulators::Time>& time) {
    out = time ? json(*time) : json();
  }
  static void from_json(const json& in, std::optional<itsm::simulators::Time>& time) {
    time.reset();
    if (!in.is_null()) time = in.get<itsm::simulators::Time>();
  }
};

namespace itsm::simulators::jira {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Comment, id, author, body, visibility, created, updated, properties,
                                   update_author)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RemoteLink, id, global_id, body)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Change, id, author, created, items)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Issue, id, project, number, type, status, creator, created, updated,
                                   status_changed, resolved, fields, properties, comments, remote_links,
                                   history)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(IssueLink, id, type, inward, outward)

Json Site::state() const {
  auto issues = Json::array();
  for (const auto& [id, issue] : issues_) issues.push_back(issue);
  return {{"issues", issues},
          {"links", links_},
          {"former_keys", former_keys_},
          {"last_number", last_number_},
          {"last_issue", last_issue_},
          {"last_id", last_id_}};
}

void Site::restore(const Json& state) {
  try {
    for (const auto& one : state.at("issues")) {
      auto issue = one.get<Issue>();
      if (world_.project(issue.project) == nullptr || !world_.statuses.contains(issue.status))
        throw SeedError("the kept state has an issue of a project or status that the seed does not have");
      by_number_[{issue.project, issue.number}] = issue.id;
      index_.note(issue.id, issue, now());
      issues_[issue.id] = std::move(issue);
    }
    state.at("links").get_to(links_);
    state.at("former_keys").get_to(former_keys_);
    state.at("last_number").get_to(last_number_);
    state.at("last_issue").get_to(last_issue_);
    state.at("last_id").get_to(last_id_);
  } catch (const Json::exception& wrong) {
    throw SeedError(std::string("the kept state cannot be read: ") + wrong.what());
  }
}

}  // namespace itsm::simulators::jira
