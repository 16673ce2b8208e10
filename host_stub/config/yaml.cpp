// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::config {
namespace {

// Ends a parse whose limits are exceeded; the complaint has been made.
struct TooMuch {};

Position position(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

// Makes the tree out of the parser's events. yaml-cpp's own tree is not used: it shares nodes between
// aliases, keeps the last of equal keys, and a walk over it can overflow the stack.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Report& report) : report_(report) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    report_.complain(position(mark), "a second document begins here; a file holds one");
    throw TooMuch{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add({NodeKind::nothing, position(mark), {}, false, {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report_.complain(position(mark), "an alias (*name) is not read here; write the value again");
    add({NodeKind::nothing, position(mark), {}, false, {}, {}});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    add({NodeKind::scalar, position(mark), value, tag == "!", {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or map that is being filled.
  struct Frame {
    Node node{};
    bool has_key = false;
    Entry pending{};                    // map: the key whose value comes next
    std::map<std::string, int> keys{};  // map: key -> its line
  };

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor)
      report_.complain(position(mark),
                       "an anchor (&name) is not read here; write the value where it is used");
  }
  // "?" and "!" are what the parser calls plain and quoted.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag != "?" && tag != "!" && !tag.empty())
      report_.complain(position(mark), "the tag " + shown(tag) + " is not read here; leave it out");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, NodeKind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (frames_.size() == kMaxDepth) {
      report_.complain(position(mark), "nested deeper than " + std::to_string(kMaxDepth) + " levels");
      throw TooMuch{};
    }
    Frame& frame = frames_.emplace_back();
    frame.node.kind = kind;
    frame.node.at = position(mark);
  }

  void close() {
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (++nodes_ > kMaxNodes) {
      report_.complain(node.at, "more than " + std::to_string(kMaxNodes) + " values in one file");
      throw TooMuch{};
    }
    if (frames_.empty()) {
      root_ = std::move(node);
    } else if (frames_.back().node.kind == NodeKind::list) {
      frames_.back().node.items.push_back(std::move(node));
    } else {
      add_to_map(frames_.back(), std::move(node));
    }
  }

  void add_to_map(Frame& frame, Node node) {
    if (!frame.has_key) {
      frame.has_key = true;
      frame.pending = {node.text, node.at, {}};
      if (node.kind != NodeKind::scalar) {
        report_.complain(node.at, "a key must be text");
        return;
      }
      const auto [first, is_new] = frame.keys.emplace(node.text, node.at.line);
      if (!is_new)
        report_.complain(node.at, "key " + shown(node.text) + " stands twice; the first is on line " +
                                      std::to_string(first->second));
      return;
    }
    frame.has_key = false;
    // The parser places an absent value at whatever follows; a person looks for it at its key.
    if (node.kind == NodeKind::nothing) node.at = frame.pending.at;
    frame.pending.value = std::move(node);
    frame.node.entries.push_back(std::move(frame.pending));
  }

  Report& report_;
  Node root_{};
  std::vector<Frame> frames_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

// The first line that is not clean UTF-8 text, or 0. The parser would replace such bytes or take them for
// UTF-16.
int first_unclean_line(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view here = text.substr(0, end);
    if (!here.empty() && here.back() == '\r') here.remove_suffix(1);
    if (clean_text(here) != here) return line;
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    ++line;
  }
  return 0;
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Report& report) {
  if (text.size() > kMaxFileBytes) {
    report.complain({1, 1}, "the file is larger than " + std::to_string(kMaxFileBytes / 1024) + " KiB");
    return std::nullopt;
  }
  if (const int line = first_unclean_line(text); line != 0) {
    report.complain({line, 1}, "this line is not UTF-8 text, or holds control characters");
    return std::nullopt;
  }
  report.set_source(text);
  TreeBuilder tree(report);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(tree)) {
      report.complain({1, 1}, "the file is empty");
    } else {
      parser.HandleNextDocument(tree);  // complains when there is one
    }
  } catch (const TooMuch&) {
  } catch (const YAML::Exception& failure) {
    report.complain(position(failure.mark), "this is not YAML: " + failure.msg);
  }
  if (!report.clean()) return std::nullopt;
  return tree.take();
}

}  // namespace itsm::host::config
