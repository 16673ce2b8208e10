// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/control/simulator.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::test {

// A simulated Jira with the seed that comes with the program, without sockets.
class Desk {
 public:
  explicit Desk(Deployment deployment = Deployment::cloud);

  // As the analyst of the seed, unless somebody else has signed in.
  Answer send(const std::string& method, const std::string& target, const Json& body = nullptr);
  Json get(const std::string& target, int status = 200);
  Json post(const std::string& target, const Json& body, int status);
  Json put(const std::string& target, const Json& body, int status);
  // The control interface; fails the test unless the answer is a success.
  Json control(const std::string& method, const std::string& name, const Json& body = nullptr);

  Json state() { return simulator_.state(); }
  void restore(const Json& state) { simulator_.restore(state); }

  // The key of a new issue.
  std::string create(const Json& fields, const std::string& project = "SEC",
                     const std::string& type = "10004");
  // What creating it was refused with, by field.
  Json refused(const Json& fields, const std::string& project = "SEC", const std::string& type = "10004");
  // Keys that a query finds, in its order.
  std::vector<std::string> find(const std::string& jql);
  // The message that a query is refused with.
  std::string query_error(const std::string& jql);

  // As a browser posts a form, and any text as JSON.
  Answer send_form(const std::string& path, const std::string& form);
  Answer send_text(const std::string& path, const std::string& text);

  // "name:secret"; "" is the anonymous one.
  void sign_in(const std::string& credentials);
  void use_token(const std::string& token) { authorization_ = "Bearer " + token; }
  // Sent with every request from now on.
  void set_header(const std::string& name, const std::string& value);

 private:
  Answer send_as(const std::string& method, const std::string& target, const std::string& type,
                 const std::string& body);
  Json expect(const Answer& answer, int status);
  Deployment deployment_;
  Simulator simulator_;
  std::string authorization_{};
  HeaderList headers_{{"Host", "jira.test"}, {"User-Agent", "unit-test"}};
};

std::string header_of(const Answer& answer, const std::string& name);
Json paragraph(const std::string& text);

}  // namespace itsm::simulators::test
