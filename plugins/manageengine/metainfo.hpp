// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include <itsm/documents/schema.hpp>

#include "plugins/manageengine/client.hpp"

namespace itsm::manageengine {

// What ServiceDesk Plus says of a request's fields: {"display_name", "type", "display_type",
// "lookup_entity"}.
struct Metainfo {
  std::map<std::string, Json> system{};
  std::map<std::string, Json> additional{};
  bool flat_udf = false;  // additional fields stand among the others

  bool knows(const std::string& field) const { return system.contains(field) || additional.contains(field); }
};

Result<Metainfo> read_metainfo(const Client& client);

// Takes a short text as it is: what a correlation key can be kept in.
bool is_single_line(const Json& field);

// A field of a form; nothing for what the desk fills in itself or the draft says elsewhere (site, template).
std::optional<FieldDescription> describe_field(const std::string& id, const Json& field, const Desk& desk);

}  // namespace itsm::manageengine
