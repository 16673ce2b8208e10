// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/guard_proxy.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "host_stub/http/tunnel.hpp"

namespace itsm::host::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kResolvers = 4;  // threads, since a dead name server holds one for seconds
constexpr auto kBackOff = std::chrono::milliseconds(100);

// 256 random bits, as hexadecimal digits.
Result<std::string> make_password() {
  std::array<unsigned char, 32> bytes{};
  if (::RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    return problem(ProblemKind::internal, "no_randomness", "OpenSSL gave no random bytes.");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 15U]);
  }
  return text;
}

std::string basic_authorization(std::string_view user, std::string_view password) {
  const std::string plain = std::string(user) + ":" + std::string(password);
  std::string encoded(4 * ((plain.size() + 2) / 3) + 1, '\0');  // OpenSSL ends it with a NUL
  const auto size =
      ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                        reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  return "Basic " + encoded.substr(0, static_cast<std::size_t>(size));
}

class LoopbackGuard final : public GuardProxy {
 public:
  LoopbackGuard(GuardOptions options, std::string password)
      : resolvers_(kResolvers), acceptor_(io_), back_off_(io_), house_{std::move(options),
                                                                       basic_authorization(kUser, password),
                                                                       password,
                                                                       refusals_,
                                                                       io_,
                                                                       resolvers_} {}
  ~LoopbackGuard() override {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] {
      stopping_ = true;
      error_code ignored;
      acceptor_.close(ignored);
      back_off_.cancel();
      const auto tunnels = house_.tunnels;  // closing changes the map
      for (const auto& [_, tunnel] : tunnels) tunnel->close();
    });
    resolvers_.join();
    work_.reset();
    thread_.join();
  }

  Result<> open() {
    error_code error;
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), 0);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error)
      return problem(ProblemKind::unavailable, "guard_failed",
                     "Cannot open the guard's port on 127.0.0.1: " + error.message() + ".",
                     "Start the host again; it needs a free port on loopback and a free file descriptor.");
    port_ = acceptor_.local_endpoint(error).port();
    house_.options.own_ports.push_back(port_);
    accept();
    thread_ = std::thread([this] { run(); });
    return {};
  }

  std::uint16_t port() const override { return port_; }
  const std::string& password() const override { return house_.mark; }
  const std::string& authorization() const override { return house_.authorization; }
  std::optional<GuardRefusal> refusal(const std::string& authority) const override {
    return refusals_.get(authority);
  }

 private:
  void run() {
    for (;;) {
      try {
        io_.run();
        return;
      } catch (const std::exception&) {
        // Memory ran out: the tunnel whose step it was hangs until its client gives up; the others go on.
      }
    }
  }

  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (stopping_) return;
      if (error &&
          error != asio::error::connection_aborted) {  // no descriptors: trying at once would only spin
        back_off_.expires_after(kBackOff);
        return back_off_.async_wait([this](error_code) {
          if (!stopping_) accept();
        });
      }
      if (!error) {
        auto tunnel = Tunnel::make(std::move(socket), house_);
        house_.tunnels.emplace(tunnel.get(), tunnel);
        tunnel->start();
      }
      accept();
    });
  }

  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  asio::thread_pool resolvers_;
  tcp::acceptor acceptor_;
  asio::steady_timer back_off_;
  Refusals refusals_{};
  GuardHouse house_;
  bool stopping_ = false;
  std::uint16_t port_ = 0;
  std::thread thread_{};
};

}  // namespace

Result<std::unique_ptr<GuardProxy>> GuardProxy::start(GuardOptions options) {
  ITSM_TRY(auto password, make_password());
  auto guard = std::make_unique<LoopbackGuard>(std::move(options), std::move(password));
  ITSM_CHECK(guard->open());
  return std::unique_ptr<GuardProxy>(std::move(guard));
}

}  // namespace itsm::host::http
