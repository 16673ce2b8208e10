// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/instance.hpp"

#include <algorithm>

namespace itsm::servicenow {
namespace {

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

std::string address_of(const Configuration& configuration) {
  const auto found = configuration.settings.find(std::string(kInstanceSetting));
  if (found == configuration.settings.end() || !found->second.is_string()) return {};
  return without_trailing_slashes(found->second.get<std::string>());
}

}  // namespace

Instance Instance::from(const Configuration& configuration) {
  Instance instance;
  instance.address_ = address_of(configuration);
  if (!configuration.connection) return instance;
  const auto connection = from_document<Connection>(*configuration.connection);
  if (connection.facts.is_object()) instance.facts_ = from_document<Facts>(connection.facts);
  return instance;
}

TicketRef Instance::ref(std::string sys_id, std::string number, std::string_view table) const {
  std::string url =
      address_ + "/nav_to.do?uri=" + common::percent_encode(std::string(table) + ".do?sys_id=" + sys_id);
  return {std::move(sys_id), std::move(number), std::move(url)};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_sys_id(std::string_view text) {
  return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace itsm::servicenow
