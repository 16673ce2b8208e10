// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/conformance/case.hpp"
#include "tests/conformance/facts.hpp"

namespace itsm::conformance {

struct Settings {
  std::filesystem::path plugin{};
  Quirks quirks{};
  std::optional<Target> target{};
  std::filesystem::path record{};   // empty: no recording
  std::filesystem::path replay{};   // empty: the target itself
  std::vector<std::string> only{};  // names of cases; empty: all
  bool in_process = false;
  std::chrono::seconds patience{120};  // for one case, besides the vendor's settle time
  std::optional<std::uint64_t> seed{};
};

struct CaseResult {
  const Case* judged = nullptr;
  Finding finding{Verdict::passed, {}, {}};
  std::chrono::milliseconds took{0};
  std::uint64_t seed = 0;
  bool quirk = false;  // skipped because the vendor's file says so
};

// The cases of this run in their order.
std::vector<const Case*> selected(const Settings& settings);

// In a process of its own, unless the settings say otherwise, so that a crash and a hang are findings too.
CaseResult run(const Case& one, const Settings& settings);

}  // namespace itsm::conformance
