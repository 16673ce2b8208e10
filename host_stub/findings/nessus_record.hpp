// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_stub/findings/translated.hpp"

namespace itsm::host::findings::nessus {

// A ReportItem: its attributes, and the texts of the elements in it that are_kept.
struct Item {
  std::map<std::string, std::string, std::less<>> attributes{};
  std::map<std::string, std::vector<std::string>, std::less<>> texts{};

  std::string attribute(std::string_view name) const;
  std::string text(std::string_view name) const;  // the first; empty when there is none
  std::vector<std::string> all(std::string_view name) const;
};

bool is_kept(std::string_view element);

// Why an item makes no finding: "pass" for a compliance check that passed.
std::optional<std::string> reason_to_skip(const Item& item);

Translation translate(const Item& item, const std::string& host, const ScanRun& scope);

}  // namespace itsm::host::findings::nessus
