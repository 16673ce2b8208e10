// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/control/simulator.hpp"

namespace itsm::simulators::test {

// A simulated Jira Cloud with the default seed, without sockets.
class Desk {
 public:
  Desk();

  // As the analyst of the seed, unless another user's "email:token" is given; "" is the anonymous one.
  Answer send(const std::string& method, const std::string& target, const Json& body = nullptr);
  Json get(const std::string& target, int status = 200);
  Json post(const std::string& target, const Json& body, int status);
  Json put(const std::string& target, const Json& body, int status);
  // The control interface; fails the test unless the answer is a success.
  Json control(const std::string& method, const std::string& name, const Json& body = nullptr);

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

  void sign_in(const std::string& credentials) {
    credentials_ = credentials;
    bearer_.clear();
  }
  void bear(const std::string& token) { bearer_ = token; }

 private:
  Json expect(const Answer& answer, int status);
  Simulator simulator_;
  std::string credentials_ = "analyst@example.test:sim-token";
  std::string bearer_;  // instead of them, unless it is empty
};

Json paragraph(const std::string& text);

}  // namespace itsm::simulators::test
