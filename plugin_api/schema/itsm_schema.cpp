// SPDX-License-Identifier: Apache-2.0
// itsm-schema FOLDER writes the JSON Schema of every document of the contract to FOLDER/NAME.schema.json.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "plugin_api/schema/documents.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: itsm-schema FOLDER\n";
    return 2;
  }
  bool written = true;
  itsm::schema::for_each_document([&](std::string_view name, const itsm::Json& schema) {
    const auto file = std::filesystem::path(argv[1]) / (std::string(name) + ".schema.json");
    std::ofstream out(file);
    out << schema.dump(2) << '\n';
    out.close();
    if (!out) {
      std::cerr << "itsm-schema: cannot write " << file.string() << '\n';
      written = false;
    }
  });
  return written ? 0 : 1;
}
