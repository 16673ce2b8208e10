// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/reply_box.hpp"

#include "plugin_api/loader/text.hpp"

namespace itsm::loader {
namespace {

constexpr std::size_t kMessageBytes = 16 * 1024;  // of an error; enough for a person

}  // namespace

ReplyBox::ReplyBox(std::size_t most_bytes)
    : most_bytes_(most_bytes),
      reply_{sizeof reply_, this, &ReplyBox::receive_value, &ReplyBox::receive_error} {}

bool ReplyBox::first_on_this_thread() {
  if (std::this_thread::get_id() != caller_) {
    from_elsewhere_ = true;
    return false;
  }
  return ++replies_ == 1;
}

void ReplyBox::receive_value(void* box, itsm_str json) noexcept {
  auto& self = *static_cast<ReplyBox*>(box);
  if (!self.first_on_this_thread()) return;
  try {
    if (json.size > self.most_bytes_)
      self.fault_ = "with " + std::to_string(json.size) + " bytes, where " +
                    std::to_string(self.most_bytes_) + " are allowed";
    else if (json.data == nullptr)
      self.fault_ = "with a null document";
    else
      self.answer_.emplace(std::string(json.data, json.size));
  } catch (const std::bad_alloc&) {
    self.answer_.reset();
  }
}

void ReplyBox::receive_error(void* box, const itsm_error* raw) noexcept {
  auto& self = *static_cast<ReplyBox*>(box);
  if (!self.first_on_this_thread()) return;
  try {
    if (raw == nullptr) {
      self.fault_ = "with a null error";
      return;
    }
    Error error = error_from_abi(*raw);
    if (!is_utf8(error.message)) self.remark_ = "with an error message that is not UTF-8";
    error.message = printable(error.message, kMessageBytes);
    self.answer_.emplace(std::move(error));
  } catch (const std::exception&) {
    self.answer_.reset();
  }
}

Answer ReplyBox::take(std::string_view operation) {
  const std::string answered = "answered " + std::string(operation) + " ";
  const auto fault = [](std::string what) { return Answer{Fault{Status::internal, false, std::move(what)}}; };
  if (from_elsewhere_) return fault(answered + "from another thread");
  if (replies_ == 0) return fault("did not answer " + std::string(operation));
  if (replies_ == 2) return fault(answered + "twice");
  if (replies_ > 2) return fault(answered + std::to_string(replies_) + " times");
  if (!fault_.empty()) return fault(answered + fault_);
  if (!answer_) return fault(answered + "with more than there was memory for");
  Answer answer;
  std::visit([&](auto& body) { answer.body = std::move(body); }, *answer_);
  if (!remark_.empty()) answer.remark = answered + remark_;
  return answer;
}

}  // namespace itsm::loader
