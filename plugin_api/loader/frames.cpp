// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/frames.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace itsm::loader {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kPrefix = 2 * kLengthBytes;
constexpr std::size_t kLongText = 1024;
constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kDeepest = 8;  // messages are flat: documents and bodies are text in them

void write_length(std::size_t length, char* bytes) {
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
}

std::size_t read_length(const char* bytes) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    length |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return length;
}

// The message with the lengths of its long texts in their places; the texts are borrowed from it, in their
// order.
Json without_texts(const Json& value, std::vector<const std::string*>& texts) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() <= kLongText) return value;
    texts.push_back(&text);
    std::array<char, kLengthBytes> length{};
    write_length(text.size(), length.data());
    return Json::binary({length.begin(), length.end()});
  }
  if (!value.is_structured()) return value;
  Json out = value.is_object() ? Json::object() : Json::array();
  for (const auto& [key, member] : value.items()) {
    if (value.is_object())
      out[key] = without_texts(member, texts);
    else
      out.push_back(without_texts(member, texts));
  }
  return out;
}

// Builds the tree of a message and stops at a depth that no message has; the reader underneath is recursive.
class FlatTree final : public nlohmann::json_sax<Json> {
 public:
  explicit FlatTree(std::string_view texts) : texts_(texts) {}

  Json& root() { return root_; }
  bool has_texts_left() const { return !texts_.empty(); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t& length) override {
    if (length.size() != kLengthBytes) return false;
    const std::size_t size = read_length(reinterpret_cast<const char*>(length.data()));
    if (size > texts_.size()) return false;
    add(std::string(texts_.substr(0, size)));
    texts_.remove_prefix(size);
    return true;
  }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool key(string_t& name) override {
    key_ = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override { return false; }

 private:
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json container) {
    if (open_.size() == kDeepest) return false;
    open_.push_back(&place(std::move(container)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  Json& place(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_array()) return parent.emplace_back(std::move(value));
    return parent[key_] = std::move(value);
  }

  std::string_view texts_;
  Json root_;
  std::vector<Json*> open_;
  std::string key_;
};

}  // namespace

Patience::Patience(std::chrono::milliseconds within, std::chrono::milliseconds grace,
                   const std::function<bool()>& cancelled)
    : until_(Clock::now() + within), grace_(grace), cancelled_(cancelled), end_(until_ + grace) {}

std::optional<Patience::Clock::time_point> Patience::next() {
  const auto now = Clock::now();
  if (!was_cancelled_ && cancelled_ && cancelled_()) {
    was_cancelled_ = true;
    end_ = std::min(end_, now + grace_);
  }
  if (now >= end_) return std::nullopt;
  constexpr std::chrono::milliseconds kAskForCancellation{50};
  return cancelled_ && !was_cancelled_ ? std::min(end_, now + kAskForCancellation) : end_;
}

Result<void, Frames::Trouble> Frames::wait(short events, Patience* patience) const {
  for (;;) {
    int timeout = -1;
    if (patience != nullptr) {
      const auto next = patience->next();
      if (!next) return unexpected(Trouble::impatient);
      timeout = static_cast<int>(
          std::chrono::ceil<std::chrono::milliseconds>(*next - Patience::Clock::now()).count());
      timeout = std::max(timeout, 0);
    }
    pollfd waiting{socket_.get(), events, 0};
    const int ready = ::poll(&waiting, 1, timeout);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return unexpected(Trouble::closed);
  }
}

Result<void, Frames::Trouble> Frames::send(const Json& message, Patience* patience) {
  std::vector<const std::string*> texts;
  const Json head = without_texts(message, texts);
  out_.assign(kPrefix, '\0');
  Json::to_msgpack(head, out_);
  const std::size_t head_length = out_.size() - kPrefix;
  std::size_t texts_length = 0;
  for (const std::string* const text : texts) texts_length += text->size();
  if (head_length + texts_length > most_bytes_) return unexpected(Trouble::broken);
  write_length(head_length, out_.data());
  write_length(texts_length, out_.data() + kLengthBytes);
  out_.reserve(out_.size() + texts_length);
  for (const std::string* const text : texts) out_ += *text;

  for (std::size_t sent = 0; sent < out_.size();) {
    const ssize_t put =
        ::send(socket_.get(), out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put >= 0) {
      sent += static_cast<std::size_t>(put);
    } else if (errno == EAGAIN) {
      ITSM_CHECK(wait(POLLOUT, patience));
    } else if (errno != EINTR) {
      return unexpected(Trouble::closed);
    }
  }
  if (out_.capacity() > kChunk) out_ = std::string();
  return {};
}

Result<void, Frames::Trouble> Frames::fill(std::size_t bytes, Patience* patience) {
  while (filled_ < bytes) {
    if (in_.size() < std::max(bytes, kChunk)) in_.resize(std::max(bytes, kChunk));
    const ssize_t got = ::recv(socket_.get(), in_.data() + filled_, in_.size() - filled_, MSG_DONTWAIT);
    if (got > 0) {
      filled_ += static_cast<std::size_t>(got);
    } else if (got < 0 && errno == EAGAIN) {
      ITSM_CHECK(wait(POLLIN, patience));
    } else if (got == 0 || errno != EINTR) {
      return unexpected(Trouble::closed);
    }
  }
  return {};
}

Result<Json, Frames::Trouble> Frames::receive(Patience* patience) {
  ITSM_CHECK(fill(kPrefix, patience));
  const std::size_t head_length = read_length(in_.data());
  const std::size_t texts_length = read_length(in_.data() + kLengthBytes);
  const std::size_t length = head_length + texts_length;
  if (length > most_bytes_) return unexpected(Trouble::broken);
  ITSM_CHECK(fill(kPrefix + length, patience));

  const char* const begin = in_.data() + kPrefix;
  FlatTree tree({begin + head_length, texts_length});
  const bool whole = Json::sax_parse(begin, begin + head_length, &tree, Json::input_format_t::msgpack);
  filled_ -= kPrefix + length;
  std::copy_n(begin + length, filled_, in_.begin());
  if (filled_ == 0 && in_.size() > kChunk) in_ = std::vector<char>(kChunk);
  if (!whole || tree.has_texts_left() || !tree.root().is_object()) return unexpected(Trouble::broken);
  return std::move(tree.root());
}

}  // namespace itsm::loader
