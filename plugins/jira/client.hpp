// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <itsm/host.hpp>

#include "plugins/common/time.hpp"
#include "plugins/jira/site.hpp"

namespace itsm::jira {

// Jira's REST API during one call. Borrows both.
class Client {
 public:
  Client(const Call& call, const Site& site) : call_(call), site_(site) {}

  const Site& site() const { return site_; }
  common::Time now() const { return call_.now(); }

  // Targets are made by Site::api. "Not found" may mean what the path names.
  Result<Json> get(const std::string& target, std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // A read of a path that every Jira of this kind has, so that "not found" means that the API has changed:
  // outdated.
  Result<Json> get_always(const std::string& target,
                          std::chrono::seconds cache = std::chrono::seconds(0)) const;
  // A POST that reads, of such a path.
  Result<Json> query(const std::string& target, const Json& body) const;
  // Such a read from another origin of the manifest, outside the API. `credential` is empty where none is to
  // leave.
  Result<Json> get_from(std::string_view origin, const std::string& target, std::string credential) const;
  // The one write of an operation; an answer of any status.
  Result<HttpResponse> write(std::string method, const std::string& target, const Json& body) const;

  // All elements of a listing that is paged by startAt and total. `array` names the page's list.
  Result<std::vector<Json>> all(std::string_view path, common::Query parameters, std::string_view array,
                                std::chrono::seconds cache = std::chrono::seconds(0)) const;

  // Why an answer that is no success failed.
  Error error_of(const HttpResponse& answer) const;
  // The JSON of an answer, or why there is none.
  Result<Json> json_of(const HttpResponse& answer) const;

  // Jira answers some reads of an unknown caller with an empty success. Whoever is about to report "there is
  // nothing" asks here first, so that a dead token is never taken for a missing ticket. Answers the account.
  Result<Json> account() const;

 private:
  HttpRequest request(std::string method, std::string target, std::string body, Effect effect) const;
  // The JSON of an answer to a read, and a refusal where it was made for nobody.
  Result<Json> read(const HttpRequest& request) const;

  const Call& call_;
  const Site& site_;
};

}  // namespace itsm::jira
