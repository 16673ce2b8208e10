// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/config/place.hpp"
#include "host_stub/core/custom_field.hpp"

namespace itsm::host::config {

struct Company {
  std::string name{};                                       // in commands and files
  std::string label{};                                      // for people; empty: the name
  std::optional<std::vector<CustomField>> custom_fields{};  // absent: the file says nothing about them
  Place place{};
};
void read(Element element, Company& out);

}  // namespace itsm::host::config
