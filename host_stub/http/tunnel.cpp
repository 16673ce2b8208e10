// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/tunnel.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <limits>
#include <utility>
#include <vector>

#include "host_stub/http/authority.hpp"

namespace itsm::host::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t kPiece = 32 * 1024;
constexpr std::uint32_t kHeadBytes = 256 * 1024;
constexpr std::size_t kRememberedRefusals = 1000;
constexpr auto kHeadTime = std::chrono::seconds(30);
// How long a client has to notice the vendor's end of a connection before it is reset.
constexpr auto kNoticeTime = std::chrono::milliseconds(200);

Address address_of(const asio::ip::address& address) {
  return *Address::parse(address.is_v6() ? asio::ip::address_v6(address.to_v6().to_bytes()).to_string()
                                         : address.to_string());
}

// In constant time: every program on this machine may try.
bool same(beast::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

class GuardedTunnel final : public Tunnel, public std::enable_shared_from_this<GuardedTunnel> {
 public:
  GuardedTunnel(tcp::socket client, GuardHouse& house)
      : house_(house),
        client_(std::move(client)),
        vendor_(house.io),
        timer_(house.io),
        buffer_(kHeadBytes + kPiece) {}

  void start() override {
    error_code ignored;
    client_.set_option(tcp::no_delay(true), ignored);
    limit_time(kHeadTime);
    read_head();
  }

  void close() override {
    if (std::exchange(closed_, true)) return;
    error_code ignored;
    client_.close(ignored);
    vendor_.close(ignored);
    timer_.cancel();
    house_.tunnels.erase(this);
  }

 private:
  using Parser = wire::request_parser<wire::buffer_body>;

  template <class Duration>
  void limit_time(Duration time) {
    if (closed_) return;
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && self->timer_.expiry() <= steady_clock::now()) self->on_time();
    });
  }

  void on_time() {
    if (state_ == State::connecting)
      return refuse(504, {"connect", authority_.text + " did not answer within " +
                                         std::to_string(house_.options.connect_timeout.count()) + " ms."});
    if (state_ == State::vendor_gone) {
      // The client keeps the connection for later. A reset makes the next request on it fail before its head
      // is written, so that it certainly was not sent; an ordinary end would leave that open.
      error_code ignored;
      client_.set_option(tcp::socket::linger(true, 0), ignored);
    }
    close();
  }

  // --- the client's wish ---

  void read_head() {
    parser_.emplace();
    parser_->header_limit(kHeadBytes);
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    wire::async_read_header(client_, buffer_, *parser_,
                            [self = shared_from_this()](error_code error, std::size_t) {
                              if (error) return self->close();
                              self->state_ == State::reading_wish ? self->on_wish() : self->forward_head();
                            });
  }

  void on_wish() {
    const auto& head = parser_->get();
    const auto proof = head[wire::field::proxy_authorization];
    if (!same(proof, house_.authorization)) return answer(407);
    const auto authority = wished_authority();
    if (!authority) return answer(400);
    authority_ = *authority;
    resolve();
  }

  std::optional<Authority> wished_authority() const {
    const auto& head = parser_->get();
    std::string_view target(head.target().data(), head.target().size());
    if (head.method() == wire::verb::connect) return parse_authority(target, {});
    constexpr std::string_view kScheme = "http://";
    if (!target.starts_with(kScheme)) return std::nullopt;
    target.remove_prefix(kScheme.size());
    return parse_authority(target.substr(0, target.find_first_of("/?")), "80");
  }

  // --- the way to the vendor ---

  void resolve() {
    state_ = State::connecting;
    limit_time(house_.options.connect_timeout);
    asio::post(house_.resolvers, [self = shared_from_this(), authority = authority_] {
      asio::io_context own;
      error_code error;
      tcp::resolver resolver(own);
      std::vector<tcp::endpoint> found;
      for (const auto& entry :
           resolver.resolve(authority.host, authority.port, tcp::resolver::numeric_service, error))
        found.push_back(entry.endpoint());
      asio::post(self->house_.io, [self, error, found = std::move(found)]() mutable {
        if (!self->closed_ && self->state_ == State::connecting) self->on_resolved(error, std::move(found));
      });
    });
  }

  void on_resolved(error_code error, std::vector<tcp::endpoint> found) {
    if (error || found.empty())
      return refuse(502,
                    {"resolve", "The name " + authority_.host + " has no address: " + error.message() + "."});
    endpoints_ = std::move(found);
    connect_next(0, {"connect", "Cannot connect to " + authority_.text + "."});
  }

  // Judges the address and connects to exactly it; nothing is resolved again.
  void connect_next(std::size_t index, GuardRefusal last) {
    if (closed_ || state_ != State::connecting) return;
    if (index == endpoints_.size()) {
      const unsigned status = last.code == "blocked" ? 403 : 502;
      return refuse(status, std::move(last));
    }
    const auto endpoint = endpoints_[index];
    const auto address = address_of(endpoint.address());
    if (const auto why = why_forbidden(address, house_.options.allowed))
      return connect_next(index + 1, blocked(address, *why + "; to allow it, add its network to " +
                                                          house_.options.allow_setting));
    error_code ignored;
    vendor_.close(ignored);
    vendor_.async_connect(endpoint, [self = shared_from_this(), index, endpoint](error_code error) {
      if (self->closed_ || self->state_ != State::connecting) return;
      if (error)
        return self->connect_next(
            index + 1, {"connect", "Cannot connect to " + self->authority_.text + " (" +
                                       endpoint.address().to_string() + "): " + error.message() + "."});
      if (self->leads_to_ourselves(endpoint))
        return self->connect_next(index + 1,
                                  self->blocked(address_of(endpoint.address()), "this host itself"));
      self->on_connected();
    });
  }

  GuardRefusal blocked(const Address& address, const std::string& why) const {
    return {"blocked", authority_.host + " has the address " + address.text() + ", which is " + why + "."};
  }

  // On this machine both ends of a connection have the same address, but for the rest of 127.0.0.0/8.
  bool leads_to_ourselves(const tcp::endpoint& endpoint) const {
    const auto& own = house_.options.own_ports;
    error_code ignored;
    return std::find(own.begin(), own.end(), endpoint.port()) != own.end() &&
           (endpoint.address().is_loopback() ||
            vendor_.local_endpoint(ignored).address() == endpoint.address());
  }

  void on_connected() {
    error_code ignored;
    vendor_.set_option(tcp::no_delay(true), ignored);
    house_.refusals.clear(authority_.text);
    limit_time(house_.options.idle_timeout);
    if (parser_->get().method() != wire::verb::connect) {
      state_ = State::forwarding;
      forward_head();
      return pump_back();
    }
    state_ = State::tunnelling;
    static constexpr std::string_view kReady = "HTTP/1.1 200 Connection established\r\n\r\n";
    asio::async_write(client_, asio::buffer(kReady),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->close();
                        self->pump_out(self->buffer_.size());
                        self->pump_back();
                      });
  }

  void refuse(unsigned status, GuardRefusal refusal) {
    house_.refusals.set(authority_.text, std::move(refusal));
    answer(status);
  }

  void answer(unsigned status) {
    state_ = State::refused;
    refusal_ = wire::response<wire::empty_body>(wire::int_to_status(status), 11);
    const beast::string_view mark(GuardProxy::kMark.data(), GuardProxy::kMark.size());
    if (status != 407) refusal_.set(mark, house_.mark);  // told to nobody who does not know the password
    refusal_.keep_alive(false);
    refusal_.prepare_payload();
    limit_time(kHeadTime);
    wire::async_write(client_, refusal_, [self = shared_from_this()](error_code, std::size_t) {
      error_code ignored;
      self->client_.shutdown(tcp::socket::shutdown_send, ignored);
      self->drop_rest();
    });
  }

  // So that the refusal is read before the connection ends.
  void drop_rest() {
    client_.async_read_some(asio::buffer(out_), [self = shared_from_this()](error_code error, std::size_t) {
      error ? self->close() : self->drop_rest();
    });
  }

  // --- a tunnel: bytes ---

  // First what came together with the wish, then what comes.
  void pump_out(std::size_t waiting) {
    if (waiting != 0)
      return asio::async_write(vendor_, buffer_.data(),
                               [self = shared_from_this()](error_code error, std::size_t) {
                                 if (error) return self->close();
                                 self->buffer_.clear();
                                 self->pump_out(0);
                               });
    client_.async_read_some(asio::buffer(out_), [self = shared_from_this()](error_code error,
                                                                            std::size_t got) {
      if (error || self->state_ == State::vendor_gone) return self->close();
      self->on_request_bytes();
      asio::async_write(self->vendor_, asio::buffer(self->out_, got), [self](error_code failed, std::size_t) {
        if (failed && self->state_ != State::vendor_gone) return self->close();
        self->pump_out(0);
      });
    });
  }

  void pump_back() {
    vendor_.async_read_some(asio::buffer(back_),
                            [self = shared_from_this()](error_code error, std::size_t got) {
                              if (error) return self->on_vendor_gone();
                              self->answered_ += got;
                              if (self->answered_ > self->house_.options.answer_bytes) return self->close();
                              self->limit_time(self->house_.options.idle_timeout);
                              asio::async_write(self->client_, asio::buffer(self->back_, got),
                                                [self](error_code failed, std::size_t) {
                                                  if (failed) return self->close();
                                                  self->pump_back();
                                                });
                            });
  }

  void on_request_bytes() {
    answered_ = 0;
    limit_time(house_.options.idle_timeout);
  }

  void on_vendor_gone() {
    state_ = State::vendor_gone;
    error_code ignored;
    client_.shutdown(tcp::socket::shutdown_send, ignored);
    limit_time(kNoticeTime);
  }

  // --- plain http: requests ---

  // The request that parser_ holds, in the form that a vendor expects, without what was meant for the guard.
  void forward_head() {
    const auto authority = wished_authority();
    if (state_ != State::forwarding || !authority || authority->text != authority_.text) return close();
    auto& head = parser_->get();
    const std::string target(head.target().data(), head.target().size());
    const auto path = target.find('/', std::string_view("http://").size());
    const auto query = target.find('?');
    if (path != std::string::npos && path < query)
      head.target(target.substr(path));
    else
      head.target(query == std::string::npos ? "/" : "/" + target.substr(query));
    head.erase(wire::field::proxy_authorization);
    head.erase(wire::field::proxy_connection);
    serializer_.emplace(head);
    on_request_bytes();
    wire::async_write_header(vendor_, *serializer_,
                             [self = shared_from_this()](error_code error, std::size_t) {
                               if (error) return self->close();
                               self->forward_body();
                             });
  }

  void forward_body() {
    auto& body = parser_->get().body();
    if (parser_->is_done() && serializer_->is_done()) return read_head();
    if (parser_->is_done()) {
      body.data = nullptr;
      body.size = 0;
      body.more = false;
      return write_body();
    }
    body.data = out_.data();
    body.size = out_.size();
    body.more = true;
    wire::async_read(client_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error && error != wire::error::need_buffer) return self->close();
      auto& piece = self->parser_->get().body();
      piece.size = self->out_.size() - piece.size;
      piece.data = self->out_.data();
      piece.more = !self->parser_->is_done();
      self->write_body();
    });
  }

  void write_body() {
    on_request_bytes();
    wire::async_write(vendor_, *serializer_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error && error != wire::error::need_buffer) return self->close();
      self->forward_body();
    });
  }

  enum class State { reading_wish, connecting, tunnelling, forwarding, vendor_gone, refused };

  GuardHouse& house_;
  tcp::socket client_;
  tcp::socket vendor_;
  asio::steady_timer timer_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_{};
  std::optional<wire::request_serializer<wire::buffer_body>> serializer_{};
  wire::response<wire::empty_body> refusal_{};
  Authority authority_{};
  std::vector<tcp::endpoint> endpoints_{};
  std::array<char, kPiece> out_{};
  std::array<char, kPiece> back_{};
  std::uint64_t answered_ = 0;  // bytes that came back since the client last spoke
  State state_ = State::reading_wish;
  bool closed_ = false;
};

}  // namespace

void Refusals::set(const std::string& authority, GuardRefusal refusal) {
  const std::lock_guard lock(mutex_);
  if (by_authority_.size() >= kRememberedRefusals) by_authority_.clear();
  by_authority_.insert_or_assign(authority, std::move(refusal));
}

void Refusals::clear(const std::string& authority) {
  const std::lock_guard lock(mutex_);
  by_authority_.erase(authority);
}

std::optional<GuardRefusal> Refusals::get(const std::string& authority) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_authority_.find(authority);
  if (found == by_authority_.end()) return std::nullopt;
  return found->second;
}

std::shared_ptr<Tunnel> Tunnel::make(tcp::socket client, GuardHouse& house) {
  return std::make_shared<GuardedTunnel>(std::move(client), house);
}

}  // namespace itsm::host::http
