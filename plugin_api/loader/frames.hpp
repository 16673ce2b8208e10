// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "plugin_api/loader/descriptor.hpp"

namespace itsm::loader {

// How long somebody waits: until a moment, or until a cancellation; after either for a last grace.
class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  // cancelled may be empty and must outlive this.
  Patience(std::chrono::milliseconds within, std::chrono::milliseconds grace,
           const std::function<bool()>& cancelled);

  bool was_cancelled() const { return was_cancelled_; }
  // The next moment to wait until, before asking again; nothing once patience has run out.
  std::optional<Clock::time_point> next();
  // Whether the time without the grace is over.
  bool late() const { return was_cancelled_ || Clock::now() >= until_; }

 private:
  const Clock::time_point until_;
  const std::chrono::milliseconds grace_;
  const std::function<bool()>& cancelled_;
  Clock::time_point end_;
  bool was_cancelled_ = false;
};

// Messages over a stream socket: eight bytes for two lengths, little-endian, of a message in MessagePack and
// of the texts behind it. A text of more than a kilobyte stands there, and the message holds its length in
// binary instead: documents and bodies are most of what is said, and a reader of MessagePack goes through a
// text byte by byte. One thread at a time.
class Frames {
 public:
  enum class Trouble { closed, impatient, broken };

  Frames(Descriptor socket, std::size_t most_bytes) : socket_(std::move(socket)), most_bytes_(most_bytes) {}

  // A null patience waits for ever.
  Result<void, Trouble> send(const Json& message, Patience* patience);
  Result<Json, Trouble> receive(Patience* patience);

 private:
  Result<void, Trouble> fill(std::size_t bytes, Patience* patience);
  Result<void, Trouble> wait(short events, Patience* patience) const;

  Descriptor socket_;
  const std::size_t most_bytes_;
  std::string out_;
  std::vector<char> in_;
  std::size_t filled_ = 0;  // how much of in_ is there
};

}  // namespace itsm::loader
