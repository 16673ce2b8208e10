// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

namespace itsm::host::api {

// A list: one page of it. Its document is named after that of its items: "import" -> "import_page".
template <Document T>
struct Page {
  std::vector<T> items{};
  std::string next_cursor{};

 private:
  static constexpr std::string_view kSuffix = "_page";
  static constexpr auto kName = [] {
    std::array<char, T::kDocument.size() + kSuffix.size()> name{};
    std::copy(T::kDocument.begin(), T::kDocument.end(), name.begin());
    std::copy(kSuffix.begin(), kSuffix.end(), name.begin() + T::kDocument.size());
    return name;
  }();

 public:
  static constexpr std::string_view kDocument{kName.data(), kName.size()};
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("items", self.items, "The newest first, where they have a time.");
    visit.optional("next_cursor", self.next_cursor, "Given as `cursor` for the next page; absent: the last.");
  }
};

}  // namespace itsm::host::api
