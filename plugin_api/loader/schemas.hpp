// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace itsm::loader {

// What is wrong with a document by its schema: "/outcomes/0: Missing required property 'kind'."; nothing when
// it fits. The document's name must be one of plugin_api/schema. Any thread; the schemas are compiled once,
// on first use.
std::optional<std::string> complaint_about(std::string_view document, const nlohmann::json& value);

}  // namespace itsm::loader
