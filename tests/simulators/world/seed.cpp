// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/world/seed.hpp"

#include <yaml-cpp/yaml.h>

#include <charconv>
#include <fstream>
#include <sstream>

namespace itsm::simulators {
namespace {

Json scalar(const YAML::Node& node) {
  const auto& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true") return true;
  if (text == "false") return false;
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  const auto* end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto [at, error] = std::from_chars(text.data(), end, whole); error == std::errc() && at == end)
    return whole;
  double number = 0;
  if (const auto [at, error] = std::from_chars(text.data(), end, number); error == std::errc() && at == end)
    return number;
  return text;
}

Json to_json(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Scalar:
      return scalar(node);
    case YAML::NodeType::Sequence: {
      auto list = Json::array();
      for (const auto& element : node) list.push_back(to_json(element));
      return list;
    }
    case YAML::NodeType::Map: {
      auto object = Json::object();
      for (const auto& member : node) {
        const auto key = member.first.as<std::string>();
        if (object.contains(key))
          throw SeedError("line " + std::to_string(member.first.Mark().line + 1) + ": '" + key +
                          "' stands twice");
        object[key] = to_json(member.second);
      }
      return object;
    }
    default:
      return nullptr;
  }
}

}  // namespace

Json read_seed_text(const std::string& yaml) {
  try {
    return to_json(YAML::Load(yaml));
  } catch (const YAML::Exception& broken) {
    throw SeedError(broken.what());
  }
}

Json read_seed_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw SeedError("cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return read_seed_text(text.str());
}

std::filesystem::path default_seed(const std::string& vendor) {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  // Beside the program in a build folder, below share/ where it is installed.
  const auto name = vendor + ".yaml";
  const auto beside = folder / "seeds" / name;
  if (std::filesystem::exists(beside)) return beside;
  return folder.parent_path() / "share" / "itsm" / "seeds" / name;
}

}  // namespace itsm::simulators
