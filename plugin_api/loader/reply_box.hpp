// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>

#include "plugin_api/loader/runtime.hpp"

namespace itsm::loader {

// Receives a plugin's reply to one call and judges the manner of it: once, on the thread of the call, not too
// large. Lives as long as the call.
class ReplyBox {
 public:
  explicit ReplyBox(std::size_t most_bytes);
  ReplyBox(const ReplyBox&) = delete;
  ReplyBox& operator=(const ReplyBox&) = delete;

  const itsm_reply* reply() const { return &reply_; }
  // After the call has returned. The operation's name is for the fault.
  Answer take(std::string_view operation);

 private:
  static void receive_value(void* box, itsm_str json) noexcept;
  static void receive_error(void* box, const itsm_error* error) noexcept;
  bool first_on_this_thread();

  const std::size_t most_bytes_;
  const std::thread::id caller_ = std::this_thread::get_id();
  itsm_reply reply_;
  std::optional<std::variant<std::string, Error>> answer_;
  std::string fault_;  // what is wrong with the first reply
  std::string remark_;
  int replies_ = 0;
  std::atomic<bool> from_elsewhere_ = false;
};

}  // namespace itsm::loader
