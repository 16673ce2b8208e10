// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/json_elements.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "host_stub/core/text.hpp"

#include "host_stub/findings/json_builder.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMaxPatterns = 31;  // bits of Level::alive
constexpr std::size_t kMaxShape = 64;     // names of the outermost object that are worth remembering

using Pattern = std::vector<std::string>;

Pattern steps_of(std::string_view pointer) {
  Pattern steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    steps.emplace_back(pointer.substr(0, end));
    pointer.remove_prefix(end);
  }
  return steps;
}

// The events of nlohmann's parser, in three moods: on the way to an element, inside one, or in a part that no
// pattern leads to.
class ElementReader {
 public:
  ElementReader(std::span<const std::string_view> patterns, const JsonLimits& limits, ScanBuffer& buffer,
                const std::function<Result<>(JsonElement&&)>& take)
      : limits_(limits), buffer_(buffer), take_(take) {
    for (const auto pointer : patterns) patterns_.push_back(steps_of(pointer));
  }

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(Json::number_integer_t value) { return scalar(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return scalar(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return scalar(value); }
  bool string(std::string& value) { return scalar(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // not in JSON text
  bool start_object(std::size_t) { return begin(Json::object()); }
  bool end_object() { return end(); }
  bool start_array(std::size_t) { return begin(Json::array()); }
  bool end_array() { return end(); }

  bool key(std::string& name) {
    buffer_.mark();
    if (taking_) {
      if (!element_.too_large) builder_.key(std::move(name));
    } else if (skipped_ == 0) {
      levels_.back().key = std::move(name);
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    if (buffer_.ended_early()) {
      return fail("A text in the file is longer than " + std::to_string(limits_.text >> 20U) +
                  " MiB; it begins before byte " + std::to_string(buffer_.position() - limits_.text) + ".");
    }
    if (dynamic_cast<const Json::out_of_range*>(&error) != nullptr)
      return fail("A number before byte " + std::to_string(position) + " is out of range.");
    if (position > buffer_.position())  // the lexer counts the end as a character
      return fail("The file ends at byte " + std::to_string(buffer_.position()) +
                  " in the middle of its JSON.");
    return fail("The file is not valid JSON at byte " + std::to_string(position) + ".");
  }

  std::optional<Problem> failure{};
  JsonShape shape{};

 private:
  // An open object or array on the way to an element.
  struct Level {
    bool is_array = false;
    std::size_t next = 0;  // of an array: the index of the element that comes
    std::string key{};     // of an object: the member that comes
    unsigned alive = 0;    // the patterns that lead here, as bits
  };

  bool fail(std::string message) {
    failure = Problem{ProblemKind::invalid,
                      "bad_json",
                      std::move(message),
                      "Let the scanner write the file again, and check that it was copied whole.",
                      {}};
    return false;
  }

  // The patterns that lead to the value that begins now. Counts it as an element of its array.
  unsigned alive_here(Json::value_t type) {
    if (levels_.empty()) return (1U << patterns_.size()) - 1U;
    Level& parent = levels_.back();
    const std::size_t depth = levels_.size() - 1;
    unsigned alive = 0;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if ((parent.alive & 1U << i) == 0 || patterns_[i].size() <= depth) continue;
      if (patterns_[i][depth] == (parent.is_array ? std::string_view("*") : std::string_view(parent.key)))
        alive |= 1U << i;
    }
    if (depth == 0 && !parent.is_array && shape.size() < kMaxShape) shape[parent.key] = type;
    parent.next += parent.is_array ? 1 : 0;
    return alive;
  }

  // Whether the value that begins now is an element that was asked for.
  bool is_wanted(unsigned alive) {
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if ((alive & 1U << i) == 0 || patterns_[i].size() != levels_.size()) continue;
      element_ = JsonElement{.pattern = i, .offset = begins_at()};
      for (const Level& level : levels_)
        if (level.is_array) element_.indices.push_back(level.next - 1);
      return true;
    }
    return false;
  }

  // The parser has read one byte of an object or array; of a scalar it is past the end, which only costs
  // precision.
  std::uint64_t begins_at() const { return buffer_.position() - 1; }

  bool scalar(Json value) {
    buffer_.mark();
    if (taking_) {
      add([&] { builder_.value(std::move(value)); });
    } else if (skipped_ == 0 && is_wanted(alive_here(value.type()))) {
      element_.value = std::move(value);
      return deliver();
    }
    return true;
  }

  bool begin(Json empty) {
    buffer_.mark();
    if (++depth_ > limits_.depth) {
      return fail("The file is nested deeper than " + std::to_string(limits_.depth) + " levels at byte " +
                  std::to_string(buffer_.position()) + ".");
    }
    if (taking_) {
      ++taken_depth_;
      add([&] { builder_.begin(std::move(empty)); });
    } else if (skipped_ > 0) {
      ++skipped_;
    } else {
      const bool is_array = empty.is_array();
      const unsigned alive = alive_here(empty.type());
      if (is_wanted(alive)) {
        taking_ = true;
        taken_depth_ = 1;
        builder_.begin(std::move(empty));
      } else if (alive == 0 && !levels_.empty()) {
        skipped_ = 1;
      } else {
        levels_.push_back({.is_array = is_array, .alive = alive});
      }
    }
    return true;
  }

  bool end() {
    buffer_.mark();
    --depth_;
    if (taking_) {
      add([&] { builder_.end(); });
      if (--taken_depth_ > 0) return true;
      taking_ = false;
      element_.value = builder_.take();
      return deliver();
    }
    if (skipped_ > 0) {
      --skipped_;
    } else {
      levels_.pop_back();
    }
    return true;
  }

  template <class Step>
  void add(Step&& step) {
    if (element_.too_large) return;
    if (buffer_.position() - element_.offset > limits_.element) {
      element_.too_large = true;
      builder_.discard();
      return;
    }
    step();
  }

  bool deliver() {
    element_.size = buffer_.position() - element_.offset;
    auto taken = take_(std::move(element_));
    element_ = {};
    if (taken) return true;
    failure = std::move(taken).error();
    return false;
  }

  std::vector<Pattern> patterns_{};
  const JsonLimits& limits_;
  ScanBuffer& buffer_;
  const std::function<Result<>(JsonElement&&)>& take_;
  std::vector<Level> levels_{};
  std::size_t depth_ = 0;
  std::size_t skipped_ = 0;  // open brackets of a part that nobody asked for
  bool taking_ = false;
  std::size_t taken_depth_ = 0;
  JsonElement element_{};
  JsonBuilder builder_{};
};

}  // namespace

std::string text_of(const Json& value) {
  return value.is_string() ? clean_text(value.get_ref<const std::string&>()) : std::string();
}

Result<JsonShape> read_elements(std::istream& stream, std::span<const std::string_view> patterns,
                                const JsonLimits& limits, const std::function<Result<>(JsonElement&&)>& take,
                                Progress progress) {
  if (patterns.size() > kMaxPatterns)
    return problem(ProblemKind::internal, "too_many_patterns", "More patterns than the reader can follow.");
  ScanBuffer buffer(stream, limits.text, std::move(progress));
  ElementReader reader(patterns, limits, buffer, take);
  std::istream in(&buffer);
  const bool whole = Json::sax_parse(in, &reader);
  if (stream.bad()) {
    return problem(ProblemKind::unavailable, "scan_unreadable",
                   "The file could not be read beyond byte " + std::to_string(buffer.position()) + ".",
                   "Check the disk and the connection, then import it again.");
  }
  if (!whole) return unexpected(*std::move(reader.failure));
  return std::move(reader.shape);
}

}  // namespace itsm::host::findings
