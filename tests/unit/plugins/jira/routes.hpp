// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/plugins/jira/forms.hpp"

namespace itsm::jira::testing {

// A host whose Jira answers by method and path instead of by turn; the latest route that fits counts. What is
// asked before a create has its answer without a route.
class Routes {
 public:
  Routes() {
    host.will_serve([this](const HttpRequest& request) -> Result<HttpResponse> {
      for (auto route = routes_.rbegin(); route != routes_.rend(); ++route)
        if (request.method == route->method && request.target.find(route->path) != std::string::npos)
          return HttpResponse{route->status, {}, route->body};
      if (const auto form = about_forms(request);
          form && request.target.find("createmeta") != std::string::npos)
        return *form;
      return HttpResponse{404, {}, R"({"errorMessages": ["no route for this request"], "errors": {}})"};
    });
  }

  void on(std::string method, std::string path, int status, std::string body) {
    routes_.push_back({std::move(method), std::move(path), status, std::move(body)});
  }
  void on(std::string method, std::string path, const Json& body) {
    on(std::move(method), std::move(path), 200, body.dump());
  }

  // The requests that wrote, in order.
  std::vector<HttpRequest> writes() const {
    std::vector<HttpRequest> out;
    for (const HttpRequest& request : host.requests)
      if (request.effect == Effect::write) out.push_back(request);
    return out;
  }
  Json written(std::size_t number = 0) const { return Json::parse(writes().at(number).body); }

  itsm::testing::FakeHost host;

 private:
  struct Route {
    std::string method;
    std::string path;
    int status;
    std::string body;
  };
  std::vector<Route> routes_;
};

inline Json rights(const std::vector<std::string>& granted) {
  Json all = Json::object();
  for (const char* name : {"ADMINISTER", "ADMINISTER_PROJECTS", "TRANSITION_ISSUES", "SERVICEDESK_AGENT"})
    all[name] = {{"havePermission", std::find(granted.begin(), granted.end(), name) != granted.end()}};
  return {{"permissions", all}};
}

inline const TicketRef kTicket{"10040", "SEC-40", ""};

}  // namespace itsm::jira::testing
