// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"
#include "host_stub/policy/attribute.hpp"

namespace itsm::host::policy {

// What a `when:` asks. Every key must hold; a key with several values holds when one of them does. No key:
// always.
class Condition {
 public:
  bool matches(const Finding& finding) const;
  bool always() const { return tests_.empty(); }
  // Every key that does not hold, for people: "severity is low, not critical or high".
  std::vector<std::string> unmet(const Finding& finding) const;

  friend void read(config::Element element, Condition& out);

 private:
  enum class Kind { one_of, at_least, glob };
  struct Test {
    Kind kind = Kind::one_of;
    AttributeName attribute{};
    std::vector<std::string> words{};
    Severity least = Severity::info;  // at_least

    bool holds(const Finding& finding) const;
    std::string why_not(const Finding& finding) const;
  };
  std::vector<Test> tests_;
};

void read(config::Element element, Condition& out);

}  // namespace itsm::host::policy
