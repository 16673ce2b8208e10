// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"
#include "tests/simulators/webhooks/delivery.hpp"

namespace itsm::simulators::servicenow {

// The business rules of docs/servicenow.md, as an administrator has installed them: each tells one address of
// what happens to tickets. One thread.
class Reporting {
 public:
  explicit Reporting(Records& records);  // listens to it; borrowed
  Reporting(const Reporting&) = delete;
  Reporting& operator=(const Reporting&) = delete;

  // {"url", "secret", "tables", "token"}: a token in a header instead of a signature. Throws ControlError.
  Json add(const Json& wanted);
  bool remove(const std::string& id);
  Json list() const;
  std::vector<Delivery> take_deliveries() { return std::exchange(waiting_, {}); }

 private:
  struct Rule {
    std::string id{};
    std::string url{};
    std::string secret{};
    bool with_token = false;
    std::vector<std::string> tables{};
  };
  void note(const Event& event);
  Json body_of(const Event& event) const;
  void send(const Rule& rule, const Event& event, const Json& body);

  Records& records_;
  std::vector<Rule> rules_{};
  std::vector<Delivery> waiting_{};
  std::uint64_t last_ = 0;
};

}  // namespace itsm::simulators::servicenow
