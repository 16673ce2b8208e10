// SPDX-License-Identifier: Apache-2.0
// The one file that includes yaml-cpp.
#include "tests/conformance/facts.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace itsm::conformance {
namespace {

Json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true") return true;
  if (text == "false") return false;
  if (text.empty() || text == "null" || text == "~") return nullptr;
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  if (const auto [at, error] = std::from_chars(text.data(), end, whole); error == std::errc() && at == end)
    return whole;
  return text;
}

Json json_of(const YAML::Node& node) {
  if (node.IsScalar()) return scalar(node);
  if (node.IsSequence()) {
    Json list = Json::array();
    for (const auto& element : node) list.push_back(json_of(element));
    return list;
  }
  if (!node.IsMap()) return nullptr;
  Json object = Json::object();
  for (const auto& member : node) object[member.first.as<std::string>()] = json_of(member.second);
  return object;
}

// A misspelt key would silently make the suite weaker.
class KnownKeys {
 public:
  KnownKeys(const Json& in, std::string pointer) : in_(in), pointer_(std::move(pointer)) {}

  template <class T>
  void required(std::string_view key, T&& value, std::string_view) {
    see(key, value);
  }
  template <class T>
  void optional(std::string_view key, T&& value, std::string_view) {
    see(key, value);
  }
  void finish() const {
    for (const auto& [key, value] : in_.items())
      if (std::ranges::find(known_, key) == known_.end())
        throw DocumentError(pointer_ + "/" + key, "is not known");
  }

 private:
  template <class T>
  void see(std::string_view key, const T& value);

  const Json& in_;
  const std::string pointer_;
  std::vector<std::string> known_;
};

template <class T>
void check_keys(const Json& in, const T& value, const std::string& pointer) {
  if constexpr (detail::is_optional<T>) {
    if (value) check_keys(in, *value, pointer);
  } else if constexpr (detail::is_vector<T>) {
    for (std::size_t i = 0; i < value.size(); ++i)
      check_keys(in[i], value[i], pointer + "/" + std::to_string(i));
  } else if constexpr (detail::is_map<T>) {
    for (const auto& [key, element] : value) check_keys(in[key], element, pointer + "/" + key);
  } else if constexpr (Document<T>) {
    KnownKeys keys(in, pointer);
    T::members(value, keys);
    keys.finish();
  }
}

template <class T>
void KnownKeys::see(std::string_view key, const T& value) {
  known_.emplace_back(key);
  if (const auto found = in_.find(key); found != in_.end())
    check_keys(*found, value, pointer_ + "/" + known_.back());
}

template <Document T>
Result<T, std::string> read(const std::filesystem::path& file) {
  try {
    const Json json = json_of(YAML::LoadFile(file.string()));
    T document = from_document<T>(json);
    check_keys(json, document, "");
    return document;
  } catch (const YAML::Exception& broken) {
    return unexpected(file.string() + ": " + broken.what());
  } catch (const DocumentError& wrong) {
    return unexpected(file.string() + ": " + wrong.what());
  }
}

Result<std::string, std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return unexpected(file.string() + ": cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

Result<Quirks, std::string> read_quirks(const std::filesystem::path& file) {
  ITSM_TRY(Quirks quirks, read<Quirks>(file));
  for (WebhookSample& sample : quirks.webhooks) {
    if (sample.file.empty()) continue;
    ITSM_TRY(sample.body, read_text(file.parent_path() / sample.file));
  }
  for (const auto& [name, reason] : quirks.skip)
    if (reason.empty())
      return unexpected(file.string() + ": /skip/" + name + ": a skipped case needs a reason");
  return quirks;
}

Result<Target, std::string> read_target(const std::filesystem::path& file) {
  ITSM_TRY(Target target, read<Target>(file));
  for (auto& [field, value] : target.credentials) {
    if (value.is_string()) continue;
    const std::string variable = value.is_object() ? value.value("env", std::string()) : std::string();
    const char* const text = variable.empty() ? nullptr : std::getenv(variable.c_str());
    if (text == nullptr)
      return unexpected(file.string() + ": /credentials/" + field +
                        ": must be a text or {env: VARIABLE} of a variable that is set");
    value = text;
  }
  return target;
}

}  // namespace itsm::conformance
