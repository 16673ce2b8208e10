// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/jira/issue.hpp"
#include "tests/simulators/jira/page_tokens.hpp"
#include "tests/simulators/jira/refusal.hpp"
#include "tests/simulators/jira/search_index.hpp"
#include "tests/simulators/jira/site_event.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::jira {

// The state of a Jira site: its configuration, its issues and what searches see of them. One thread at a
// time.
class Site {
 public:
  // Throws SeedError. The clock is borrowed.
  Site(Json seed, const Clock& clock, Deployment deployment);

  const World& world() const { return world_; }
  bool is_cloud() const { return world_.deployment == Deployment::cloud; }
  const Json& document() const { return document_; }
  // Applies a JSON merge patch to the configuration. Throws SeedError and changes nothing when the result is
  // wrong.
  void patch(const Json& patch);
  Time now() const { return clock_.now(); }
  // Its issues and everything that is counted, for a later site of the same seed. Throws SeedError.
  Json state() const;
  void restore(const Json& state);

  // caller: null is the anonymous one, who may do nothing here.
  bool may(const User* caller, const Project& project, std::string_view permission) const;
  // Whether the caller may browse the project and belongs to the issue's security level.
  bool may_see(const User* caller, const Issue& issue) const;
  // Whether a comment is hidden from the customers of a service desk; elsewhere none is.
  bool is_internal(const Issue& issue, const Comment& comment) const;
  // The project of that id or key, if the caller may browse it.
  const Project* visible_project(const User* caller, std::string_view id_or_key) const;

  std::string key_of(const Issue& issue) const;
  const Project& project_of(const Issue& issue) const;
  // By id or key, former keys too.
  Issue* find(std::string_view id_or_key);
  const Issue* find(std::string_view id_or_key) const { return const_cast<Site*>(this)->find(id_or_key); }
  Issue& require(const User* caller, std::string_view id_or_key);  // throws Refusal
  const std::map<std::uint64_t, Issue>& issues() const { return issues_; }

  Issue& add(Issue issue);  // gives it id, number and times
  // Marks a change: the time, the search index, and a line in the history unless there are no items.
  void changed(Issue& issue, const std::string& author, const Json& items);
  void remove(const Issue& issue, const std::string& author);
  void move(Issue& issue, const Project& target, const std::string& author);

  std::vector<IssueLink> links_of(const Issue& issue) const;
  void add_link(const std::string& type, Issue& inward, Issue& outward, const std::string& author);
  const IssueLink* find_link(std::string_view id) const;
  void remove_link(const IssueLink& link, const std::string& author);
  std::string next_id() { return std::to_string(++last_id_); }

  // Everything that happens is told to one listener: the site tells what its own functions do, who changes
  // comments and properties of an issue tells that.
  void listen(std::function<void(const SiteEvent&)> listener) { listener_ = std::move(listener); }
  void tell(const SiteEvent& event) const {
    if (listener_) listener_(event);
  }

  const std::map<std::uint64_t, Issue>& search() { return index_.search(now()); }
  void set_search_lag(SearchLag lag) { index_.set_lag(lag); }
  PageTokens& page_tokens() { return tokens_; }

 private:
  const Clock& clock_;
  Json document_;
  World world_;
  std::map<std::uint64_t, Issue> issues_{};
  std::map<std::pair<std::string, int>, std::uint64_t> by_number_{};  // project id and number
  std::map<std::string, std::uint64_t> former_keys_{};                // of moved issues, lower case
  std::map<std::string, int> last_number_{};                          // by project id
  std::vector<IssueLink> links_{};
  SearchIndex index_{};
  PageTokens tokens_{};
  std::function<void(const SiteEvent&)> listener_{};
  std::uint64_t last_issue_ = 9999;
  std::uint64_t last_id_ = 9999;
};

}  // namespace itsm::simulators::jira
