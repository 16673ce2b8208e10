// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "host_stub/config/element.hpp"
#include "tests/support/catch.hpp"

// The JSON Schema that the readers describe, for editors.
template <class T>
std::string schema_text(std::string_view title) {
  itsm::Json schema;
  T out{};
  read(itsm::host::config::Element::describing(schema), out);
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = title;
  return schema.dump(2) + "\n";
}

// The file under config/schema says exactly what the reader reads. With ITSM_WRITE_SCHEMAS set it is written
// anew.
inline void check_schema_file(const std::string& name, const std::string& expected) {
  const auto path = std::filesystem::path(ITSM_CONFIG_DIRECTORY) / "schema" / (name + ".schema.json");
  if (std::getenv("ITSM_WRITE_SCHEMAS") != nullptr) std::ofstream(path) << expected;
  std::ifstream file(path);
  std::ostringstream found;
  found << file.rdbuf();
  INFO(path
       << " differs from what the reader reads; run this test with ITSM_WRITE_SCHEMAS=1 to write it anew");
  CHECK(found.str() == expected);
}
