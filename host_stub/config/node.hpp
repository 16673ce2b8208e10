// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// A YAML document as a plain tree. Values are text until somebody declares what they should be; every node
// knows where it stands.
namespace itsm::host::config {

// Line and column from 1; columns count bytes.
struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(const Position&) const = default;
};
inline std::string to_string(const Position& at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

enum class NodeKind { nothing, scalar, list, map };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::nothing;
  Position at{};
  std::string text{};          // scalar
  bool quoted = false;         // scalar: in quotes or as a block, so it is text and nothing else
  std::vector<Node> items{};   // list
  std::vector<Entry> entries;  // map, in the order of the document; keys are unique

  // The value of a key of a map, or null.
  const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key{};
  Position at{};  // of the key
  Node value{};
};

inline const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

}  // namespace itsm::host::config
