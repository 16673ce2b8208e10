// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/rest_client.hpp"

#include <cpprest/containerstream.h>
#include <cpprest/http_client.h>
#include <cpprest/producerconsumerstream.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pplx/threadpool.h>

#include <algorithm>
#include <array>
#include <future>
#include <map>
#include <mutex>
#include <variant>

#include "host_stub/http/gzip.hpp"
#include "host_stub/http/header_rules.hpp"
#include "host_stub/http/tls_verdicts.hpp"
#include "host_stub/http/turnstile.hpp"

namespace itsm::host::http {
namespace {

namespace rest = web::http;
namespace streams = concurrency::streams;
using std::chrono::steady_clock;

// What a deadline left behind may still shake hands on a thread of the library's when the process ends.
// OpenSSL would tidy up under its feet; this has to be said before anything else uses OpenSSL.
[[maybe_unused]] const bool kOpenSslStays = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr) == 1;

constexpr std::size_t kKeptClients = 256;
constexpr auto kPoll = std::chrono::milliseconds(50);
// The library's own limit is for each step, not for the exchange: it only ends what a deadline of ours left
// behind.
constexpr auto kStepTimeout = std::chrono::minutes(15);
// Connections that the vendor closed while they were kept; each costs one attempt.
constexpr int kStaleAttempts = 64;

struct AnswerTooLarge {};

Unexpected<TransportFailure> failed(Reach reach, std::string code, std::string message) {
  return unexpected(TransportFailure{reach, std::move(code), std::move(message)});
}

// Headers that belong to the connection. A Host of the caller's would also replace the name that TLS checks.
bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 8> kOurs{
      "Host",    "Content-Length",   "Transfer-Encoding",   "Connection",
      "Upgrade", "Proxy-Connection", "Proxy-Authorization", "Expect"};
  return std::any_of(kOurs.begin(), kOurs.end(),
                     [&](std::string_view ours) { return same_name(name, ours); });
}

std::optional<std::string> fault_of(const OutboundRequest& request) {
  if (!is_token(request.method)) return "the method is not a token";
  const bool printable = std::all_of(request.target.begin(), request.target.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  // The library takes what follows two slashes for a host.
  if (!request.target.starts_with('/') || request.target.starts_with("//") || !printable)
    return "the target is not a percent-encoded path";
  for (const auto& header : request.headers) {
    if (!is_token(header.name)) return "a header's name is not a token";
    if (!is_field_value(header.value)) return "the header " + header.name + " has a control character";
    if (is_ours(header.name)) return "the header " + header.name + " is the client's to set";
  }
  return std::nullopt;
}

// How the library says that an exchange failed.
struct Breakdown {
  std::string step{};
  std::error_code error{};
  bool too_large = false;
};
using Outcome = std::variant<rest::http_response, Breakdown>;

// Everything about one attempt that outlives a caller who gave up.
struct Attempt {
  std::promise<Outcome> promise{};
  streams::container_buffer<std::vector<std::uint8_t>> body{};
  pplx::cancellation_token_source cancel{};
};

rest::http_request to_library(const OutboundRequest& request, const std::shared_ptr<Attempt>& attempt,
                              std::uint64_t answer_bytes) {
  rest::http_request raw(request.method);
  raw.set_request_uri(web::uri(request.target));
  if (request.effect == Effect::write) {
    // A reused connection that ends before the status line makes the library send the request again, unless
    // its body stream cannot be rewound; a request without a body gets an empty one.
    streams::producer_consumer_buffer<std::uint8_t> buffer;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(request.body.data());
    if (!request.body.empty()) buffer.putn_nocopy(bytes, request.body.size()).get();
    buffer.close(std::ios_base::out).get();
    raw.set_body(buffer.create_istream(), request.body.size());
    raw.headers().remove(rest::header_names::content_type);  // the library's guess
  } else if (!request.body.empty()) {
    raw.set_body(request.body);
    raw.headers().remove(rest::header_names::content_type);
  }
  for (const auto& header : request.headers) raw.headers().add(header.name, header.value);
  if (!raw.headers().has(rest::header_names::accept_encoding))
    raw.headers().add(rest::header_names::accept_encoding, "gzip");
  raw.set_response_stream(attempt->body.create_ostream());
  raw.set_progress_handler(
      [answer_bytes](rest::message_direction::direction direction, utility::size64_t so_far) {
        if (direction == rest::message_direction::download && so_far > answer_bytes) throw AnswerTooLarge{};
      });
  return raw;
}

// Takes the outcome out of the task, also an exception: one that nobody looks at ends the process.
Outcome observe(const pplx::task<rest::http_response>& task) {
  try {
    return task.get();
  } catch (const AnswerTooLarge&) {
    return Breakdown{.too_large = true};
  } catch (const rest::http_exception& exception) {
    return Breakdown{exception.what(), exception.error_code()};
  } catch (const std::exception& exception) {
    return Breakdown{exception.what()};
  }
}

// Sends and waits. Nothing when the time was up or the caller cancelled; the attempt is then given up.
std::optional<Outcome> run(rest::client::http_client& client, const rest::http_request& raw,
                           const OutboundRequest& request, const std::shared_ptr<Attempt>& attempt,
                           steady_clock::time_point deadline, bool& timed_out) {
  auto answer = attempt->promise.get_future();
  const auto whatever_happens = pplx::task_options(pplx::cancellation_token::none());
  client.request(raw, attempt->cancel.get_token())
      .then([](const rest::http_response& response) { return response.content_ready(); }, whatever_happens)
      .then([attempt](
                const pplx::task<rest::http_response>& task) { attempt->promise.set_value(observe(task)); },
            whatever_happens);
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    timed_out = left.count() <= 0;
    if (timed_out || (request.cancelled && request.cancelled())) break;
    if (answer.wait_for(std::min(left, kPoll)) == std::future_status::ready) return answer.get();
  }
  attempt->cancel.cancel();
  return std::nullopt;
}

// The steps of the library that come before the request's head is written, as its messages name them.
bool before_the_request(std::string_view step) {
  constexpr std::array<std::string_view, 8> kSteps{
      "Error resolving",     "Failed to resolve address",
      "Failed to connect",   "Failed to send connect request to proxy",
      "Expected a 200",      "Invalid HTTP status line during proxy connection",
      "Request canceled by", "Failed to read HTTP status line from proxy"};
  return std::any_of(kSteps.begin(), kSteps.end(),
                     [&](std::string_view known) { return step.starts_with(known); });
}

std::string tls_reason(const std::error_code& error) {
  const auto code = static_cast<unsigned long>(error.value());
  const int reason = ERR_GET_REASON(code);
  if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
    return "it speaks no TLS 1.2 or newer";
  const auto* const text = ::ERR_reason_error_string(code);
  return text != nullptr ? text : "the connection ended";
}

class RestClient final : public Client {
 public:
  RestClient(const GuardProxy& guard, ClientOptions options)
      : guard_(guard), options_(std::move(options)), turnstile_(options_.requests_at_once) {}

  itsm::Result<HttpResponse, TransportFailure> send(const OutboundRequest& request) override {
    if (const auto fault = fault_of(request))
      return failed(Reach::not_sent, "invalid_request", "The request was not sent: " + *fault + ".");
    ITSM_TRY(const auto client, client_for(request.base_url));
    const auto deadline = steady_clock::now() + request.timeout;
    const auto place = turnstile_.enter(request.base_url, deadline, request.cancelled);
    if (!place) return no_turn(*client, steady_clock::now() >= deadline);
    for (int stale = 0;; ++stale) {
      auto outcome = attempt(*client, request, deadline);
      const bool again = !outcome && outcome.error().code == kStale && stale < kStaleAttempts;
      if (again) continue;
      if (!outcome && outcome.error().code == kStale) outcome.error().code = "reset";
      return outcome;
    }
  }

 private:
  using RawClient = rest::client::http_client;
  static constexpr std::string_view kStale = "stale";

  Unexpected<TransportFailure> no_turn(const RawClient& client, bool timed_out) const {
    if (!timed_out)
      return failed(Reach::not_sent, "cancelled", "The request to " + name(client) + " was cancelled.");
    return failed(Reach::not_sent, "timeout",
                  "The request to " + name(client) + " was not sent in time: " +
                      std::to_string(options_.requests_at_once) + " others to it were under way.");
  }

  itsm::Result<HttpResponse, TransportFailure> attempt(RawClient& client, const OutboundRequest& request,
                                                       steady_clock::time_point deadline) {
    const auto attempt = std::make_shared<Attempt>();
    try {
      bool timed_out = false;
      auto raw = to_library(request, attempt, options_.answer_bytes);
      if (client.base_uri().scheme() == "http")
        raw.headers().add(rest::header_names::proxy_authorization, guard_.authorization());
      const auto outcome = run(client, raw, request, attempt, deadline, timed_out);
      if (outcome) {
        if (const auto* breakdown = std::get_if<Breakdown>(&*outcome)) return explain(client, *breakdown);
        return to_response(client, std::get<rest::http_response>(*outcome), attempt->body.collection());
      }
      if (timed_out)
        return failed(
            Reach::unknown, "timeout",
            name(client) + " gave no answer within " + std::to_string(request.timeout.count()) + " ms.");
      return failed(Reach::unknown, "cancelled", "The request to " + name(client) + " was cancelled.");
    } catch (const web::uri_exception& exception) {
      return failed(Reach::not_sent, "invalid_request",
                    std::string("The request was not sent: ") + exception.what());
    } catch (const std::exception& exception) {
      return failed(Reach::unknown, "reset",
                    "The exchange with " + name(client) + " failed: " + exception.what());
    }
  }

  Unexpected<TransportFailure> explain(const RawClient& client, const Breakdown& breakdown) const {
    if (breakdown.too_large) return answer_too_large(client);
    const std::string_view step = breakdown.step;
    const auto where = name(client);
    if (before_the_request(step)) {
      if (const auto refusal = guard_.refusal(where))
        return failed(Reach::not_sent, refusal->code, refusal->message);
      return failed(Reach::not_sent, "connect", "Cannot connect to " + where + ": " + breakdown.step + ".");
    }
    if (step.starts_with("Error in SSL handshake"))
      return failed(Reach::not_sent, "tls",
                    "No trusted TLS connection to " + where + ": " +
                        verdicts_.take(where).value_or(tls_reason(breakdown.error)) + ".");
    // The head did not leave as a whole, so nothing can have been executed: the vendor had ended a kept
    // connection.
    if (step.starts_with("Failed to write request headers"))
      return failed(Reach::not_sent, std::string(kStale), where + " ended the connection.");
    if (breakdown.error == std::errc::timed_out)
      return failed(Reach::unknown, "timeout", where + " gave no answer in time.");
    return failed(Reach::unknown, "reset",
                  "The exchange with " + where + " broke off: " + breakdown.step + ".");
  }

  itsm::Result<HttpResponse, TransportFailure> to_response(const RawClient& client,
                                                           const rest::http_response& raw,
                                                           const std::vector<std::uint8_t>& body) {
    HttpResponse response;
    response.status = raw.status_code();
    for (const auto& [header, value] : raw.headers()) response.headers.push_back({header, value});
    if (response.header(GuardProxy::kMark) == guard_.password()) {
      const auto refusal = guard_.refusal(name(client));
      return refusal
                 ? failed(Reach::not_sent, refusal->code, refusal->message)
                 : failed(Reach::not_sent, "connect", "The guard did not connect to " + name(client) + ".");
    }
    if (response.status < 200) {
      // The library takes an interim answer for the final one, which will now be read as that of the next
      // request on this connection: none of its connections may be used again.
      forget(client);
      return failed(Reach::unknown, "bad_answer",
                    name(client) + " sent an interim answer that nobody asked for.");
    }
    if (body.size() > options_.answer_bytes) return answer_too_large(client);
    response.body.assign(body.begin(), body.end());
    return unpacked(client, std::move(response));
  }

  itsm::Result<HttpResponse, TransportFailure> unpacked(const RawClient& client,
                                                        HttpResponse response) const {
    const auto encoding = response.header("Content-Encoding");
    if (response.body.empty() || !encoding ||
        !(same_name(*encoding, "gzip") || same_name(*encoding, "x-gzip")))
      return response;
    auto text = gunzip(response.body, options_.answer_bytes);
    if (!text && text.error() == GzipFault::too_large) return answer_too_large(client);
    if (!text)
      return failed(Reach::unknown, "bad_answer", name(client) + " sent a body that is not whole gzip.");
    response.body = *std::move(text);
    std::erase_if(response.headers, [](const Header& header) {
      return same_name(header.name, "Content-Encoding") || same_name(header.name, "Content-Length");
    });
    return response;
  }

  Unexpected<TransportFailure> answer_too_large(const RawClient& client) const {
    return failed(Reach::unknown, "too_large",
                  "The answer of " + name(client) + " is larger than " +
                      std::to_string(options_.answer_bytes) + " bytes.");
  }

  // One library client for each base URL: it keeps the connections, and a TLS handshake costs 20 ms of CPU.
  itsm::Result<std::shared_ptr<RawClient>, TransportFailure> client_for(const std::string& base_url) {
    const std::lock_guard lock(mutex_);
    if (const auto found = clients_.find(base_url); found != clients_.end()) return found->second;
    try {
      const web::uri uri(base_url);
      const bool known_scheme = uri.scheme() == "https" || uri.scheme() == "http";
      if (!known_scheme || uri.host().empty() || !uri.user_info().empty() ||
          uri.resource().to_string() != "/")
        return failed(Reach::not_sent, "invalid_request",
                      "'" + base_url + "' is not scheme, host and port of a URL.");
      if (clients_.size() >= kKeptClients) clients_.clear();
      auto client = std::make_shared<RawClient>(with_port(uri), configuration(uri));
      clients_.emplace(base_url, client);
      return client;
    } catch (const std::exception& exception) {
      return failed(Reach::not_sent, "invalid_request",
                    "'" + base_url + "' is not a URL: " + exception.what() + ".");
    }
  }

  void forget(const RawClient& client) {
    const std::lock_guard lock(mutex_);
    std::erase_if(clients_, [&](const auto& entry) { return entry.second.get() == &client; });
  }

  // The library would name port 0 in a CONNECT for a URL without a port.
  static web::uri with_port(const web::uri& uri) {
    if (!uri.is_port_default()) return uri;
    return web::uri_builder(uri).set_port(uri.scheme() == "https" ? 443 : 80).to_uri();
  }

  rest::client::http_client_config configuration(const web::uri& uri) const {
    const bool https = uri.scheme() == "https";
    rest::client::http_client_config config;
    config.set_max_redirects(0);  // it would carry the credentials to another host
    config.set_timeout(kStepTimeout);
    web::web_proxy proxy(web::uri("http://127.0.0.1:" + std::to_string(guard_.port())));
    // The library loses a copy of the password, about 100 bytes, each time it writes it: for https that is
    // once a connection, for http it would be once a request, which therefore carries the header as one of
    // its own.
    if (https) proxy.set_credentials(web::credentials(std::string(GuardProxy::kUser), guard_.password()));
    config.set_proxy(proxy);
    config.set_ssl_context_callback([ca_file = options_.ca_file, verdicts = verdicts_,
                                     where = name(with_port(uri))](boost::asio::ssl::context& context) {
      ::SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
      verdicts.watch(context.native_handle(), where);
      if (!ca_file.empty()) context.load_verify_file(ca_file.string());
    });
    return config;
  }

  // "host:port", as the guard knows it and as a person reads it.
  static std::string name(const web::uri& uri) { return uri.host() + ":" + std::to_string(uri.port()); }
  static std::string name(const RawClient& client) { return name(client.base_uri()); }

  const GuardProxy& guard_;
  ClientOptions options_;
  Turnstile turnstile_;
  TlsVerdicts verdicts_{};
  std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<RawClient>> clients_{};
};

}  // namespace

bool start_client_threads() {
  try {
    crossplat::threadpool::initialize_with_threads(kClientThreads);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

Result<std::unique_ptr<Client>> make_client(const GuardProxy& guard, ClientOptions options) {
  start_client_threads();
  if (!options.ca_file.empty()) {
    boost::asio::ssl::context probe(boost::asio::ssl::context::tls_client);
    boost::system::error_code error;
    probe.load_verify_file(options.ca_file.string(), error);
    if (error)
      return problem(
          ProblemKind::invalid, "bad_ca_file",
          "Cannot read certificates from " + options.ca_file.string() + ": " + error.message() + ".",
          "Give a PEM file with the authority's certificate.");
  }
  return std::unique_ptr<Client>(std::make_unique<RestClient>(guard, std::move(options)));
}

}  // namespace itsm::host::http
