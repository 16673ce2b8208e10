// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/api/call.hpp"
#include "host_stub/store/policies.hpp"

// What calls about policies bring. A text that is not given is the active version's.
namespace itsm::host::api {

struct PolicyText {
  std::string document{};
  bool take_over = false;

  static constexpr std::string_view kDocument = "policy_text";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("document", self.document, "The YAML.");
    visit.optional("take_over", self.take_over,
                   "The company has its own from now on, in place of one that comes from a file.");
  }
};

struct LintOrder {
  std::string document{};
  bool live = false;
  std::string integration{};

  static constexpr std::string_view kDocument = "policy_lint_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("document", self.document, "The YAML; absent: the active version.");
    visit.optional("live", self.live, "Hold it against the vendor's live schema.");
    visit.optional("integration", self.integration, "live: whose; absent: of all that use the policy.");
  }
};

struct TestOrder {
  std::string document{};
  std::string cases{};

  static constexpr std::string_view kDocument = "policy_test_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("document", self.document, "The YAML; absent: the active version.");
    visit.required("cases", self.cases, "The YAML of its cases.");
  }
};

struct ActivateOrder {
  std::int64_t version = 0;
  std::string reason{};
  std::optional<store::Existing> existing{};

  static constexpr std::string_view kDocument = "policy_activate_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("version", self.version, "One that is kept.");
    visit.required("reason", self.reason, "For those who ask later.");
    visit.optional(
        "existing", self.existing,
        "leave: open tickets stay as they are. update: they follow it. Needed where there are some.");
  }
};

struct BacktestOrder {
  std::string document{};
  std::int64_t version = 0;
  std::string integration{};
  std::string since{};
  bool offline = false;
  std::int64_t rows = 500;

  static constexpr std::string_view kDocument = "policy_backtest_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("document", self.document, "The edited YAML, or");
    visit.optional("version", self.version, "a version that is kept.");
    visit.optional("integration", self.integration, "Absent: the only one that serves the company.");
    visit.optional("since", self.since, "30d, or a date; absent: everything.");
    visit.optional("offline", self.offline, "Ask no vendor: fields and values stay unchecked.");
    visit.optional("rows", self.rows, "Most rows of each direction; absent: 500.");
  }
};

}  // namespace itsm::host::api
