// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/simulators/jira/site.hpp"

namespace itsm::simulators::jira {

// Which fields an answer shows, from `fields`: names, "*all", "*navigable", and "-name" to leave one out.
class FieldSelection {
 public:
  FieldSelection(const std::vector<std::string>& wanted, const std::vector<std::string>& when_none_is_named);
  bool shows(const std::string& field, bool navigable) const;
  // More than id and key: such pages are shorter.
  bool any() const { return all_ || navigable_ || !named_.empty(); }

 private:
  bool all_ = false;
  bool navigable_ = false;
  std::set<std::string> named_{};
  std::set<std::string> hidden_{};
};

// Documents as Jira writes them for one caller: links begin with the address that the caller used, times are
// in the caller's zone, long text is a document in version 3 and plain in version 2.
class View {
 public:
  View(const Site& site, std::string origin, int version, const User* caller)
      : site_(site), origin_(std::move(origin)), version_(version), caller_(caller) {}

  std::string self(const std::string& path) const;
  std::string time(Time time) const;
  Json rich_text(const Json& document) const;

  Json user(const std::string& account_id) const;  // null for nobody
  Json status(const std::string& id) const;
  Json category(const std::string& key) const;
  Json priority(const Priority& priority) const;
  Json resolution(const Resolution& resolution) const;
  Json security_level(const SecurityLevel& level) const;
  Json issue_type(const IssueType& type) const;
  Json project(const Project& project) const;
  Json part(const Part& part, const char* kind) const;
  Json option(const Option& option) const;
  Json group(const Part& group) const;
  Json link_type(const LinkType& type) const;
  Json linked(const Issue& issue) const;  // the short form that links and parents show
  Json comment(const Issue& issue, const Comment& comment) const;
  Json schema(const Field& field) const;  // as create metadata and field lists describe a type
  // The value of one field, null without a value.
  Json field(const Issue& issue, const Field& field) const;
  Json issue(const Issue& issue, const FieldSelection& selection,
             const std::vector<std::string>& properties) const;
  Json names() const;  // field id to name
  Json change(const Change& change) const;
  // The change log of an issue: Cloud shows the newest ones first and stops, Data Center all of them in their
  // order.
  Json history(const Issue& issue) const;
  const Site& site() const { return site_; }

 private:
  Json links(const Issue& issue) const;
  Json custom(const Field& field, const Json& value) const;
  // Those of all that the value names: one id or a list of ids.
  Json parts(const std::vector<Part>& all, const Json& value, const char* kind) const;
  Json options(const Field& field, const Json& ids) const;
  Json cascade(const Field& field, const Json& ids) const;

  const Site& site_;
  std::string origin_;
  int version_;
  const User* caller_;
};

// The option with that id among a field's options, children too.
const Option* find_option(const std::vector<Option>& options, const std::string& id);

}  // namespace itsm::simulators::jira
