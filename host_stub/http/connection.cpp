// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <future>
#include <limits>
#include <utility>

#include "host_stub/http/body_spool.hpp"
#include "host_stub/http/head_rules.hpp"
#include "host_stub/http/header_rules.hpp"
#include "host_stub/http/request_target.hpp"

namespace itsm::host::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::uint64_t kDefaultBodyLimit = 1024 * 1024;
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLinger =
    1024 * 1024;  // bytes read and dropped so that a refused client gets to its answer
constexpr auto kLingerTime = std::chrono::seconds(1);

Response internal_error() {
  return problem_answer({500, "internal", "The server failed to answer; its log says why."});
}

bool has_body(int status) { return status != 204 && status != 304; }

std::string to_text(beast::string_view text) { return {text.data(), text.size()}; }

Refusal refusal_of(error_code error) {
  if (error == wire::error::header_limit || error == wire::error::buffer_overflow)
    return {431, "header_too_large", "The head of the request is larger than this server takes."};
  if (error == wire::error::bad_version)
    return {505, "http_version", "This server speaks HTTP/1.1 and HTTP/1.0."};
  return {400, "bad_request", "Not an HTTP request: " + error.message() + "."};
}

bool is_http_error(error_code error) {
  return error.category() == wire::make_error_code(wire::error{}).category();
}

class PlainConnection final : public Connection, public std::enable_shared_from_this<PlainConnection> {
 public:
  PlainConnection(Socket socket, ConnectionHouse& house)
      : socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        house_(house),
        buffer_(house.options.header_bytes + kPiece) {}

  void start() override {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto peer = socket_.remote_endpoint(ignored);
    if (!ignored) peer_ = peer.address().to_string();
    await_request();
  }
  void close_if_idle() override {
    if (idle_) close();
  }
  void abort() override { close(); }

 private:
  using Parser = wire::request_parser<wire::buffer_body>;
  using TextAnswer = wire::response<wire::string_body>;

  // --- time ---

  // Ends what the socket is doing after that time. Reading ends as if the client had said no more, so that it
  // can still be told; writing ends with the connection.
  void limit_time(std::chrono::milliseconds time, bool writing = false) {
    if (closed_) return;
    timed_out_ = false;
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this(), writing](error_code error) {
      // The timer may have been set anew between its expiry and this call.
      if (error || self->timer_.expiry() > steady_clock::now()) return;
      self->timed_out_ = true;
      error_code ignored;
      if (writing)
        self->socket_.close(ignored);
      else
        self->socket_.shutdown(Socket::shutdown_receive, ignored);
    });
  }
  void time_is_free() { timer_.expires_at(steady_clock::time_point::max()); }

  // --- reading ---

  void await_request() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(house_.options.header_bytes));
    parser_->body_limit(
        std::numeric_limits<std::uint64_t>::max());  // ours is decided by the head, in accept_head
    request_ = {};
    if (buffer_.size() != 0) return read_head();  // pipelined
    idle_ = true;
    limit_time(house_.options.idle_timeout);
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
      if (error || self->timed_out_) return self->close();
      self->read_head();
    });
  }

  void read_head() {
    idle_ = false;
    limit_time(house_.options.head_timeout);
    wire::async_read_header(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
  }

  void on_head(error_code error) {
    if (closed_) return;
    if (timed_out_ && error)
      return refuse({408, "timeout", "The head of the request did not arrive in time."});
    if (error == wire::error::end_of_stream || error == wire::error::partial_message || !socket_.is_open())
      return close();
    if (error) return is_http_error(error) ? refuse(refusal_of(error)) : close();
    if (const auto refusal = accept_head()) return refuse(*refusal);
    spool_.emplace(house_.options.spool_above, house_.options.spool_directory);
    if (parser_->is_done()) return dispatch();
    read_until_ = steady_clock::now() + house_.options.request_timeout;
    if (request_.header("Expect") && buffer_.size() == 0) return send_continue();
    read_body();
  }

  // Reads the head into request_ and body_limit_, or says why it is not taken.
  std::optional<Refusal> accept_head() {
    const auto& head = parser_->get();
    const auto& options = house_.options;
    request_.peer = peer_;
    request_.method = to_text(head.method_string());
    request_.target = to_text(head.target());
    for (const auto& field : head)
      request_.headers.push_back({to_text(field.name_string()), to_text(field.value())});
    if (auto refusal = judge_head({request_, head.version()}, options.header_count)) return refusal;
    auto target = parse_target(request_.target);
    if (!target) return Refusal{400, "bad_target", "The target of the request is not a path."};
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);

    body_limit_ = options.body_limit ? options.body_limit(request_.method, request_.path) : kDefaultBodyLimit;
    if (options.spool_directory.empty())
      body_limit_ = std::min<std::uint64_t>(body_limit_, options.spool_above);
    if (const auto length = parser_->content_length(); length && *length > body_limit_)
      return body_too_large();
    return std::nullopt;
  }

  Refusal body_too_large() const {
    return {413, "body_too_large", "The body may have up to " + std::to_string(body_limit_) + " bytes here."};
  }

  void send_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    limit_time(house_.options.idle_timeout, true);
    asio::async_write(socket_, asio::buffer(kContinue),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->close();
                        self->read_body();
                      });
  }

  void read_body() {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(read_until_ - steady_clock::now());
    limit_time(std::max(std::min(house_.options.idle_timeout, left), std::chrono::milliseconds(0)));
    piece_.resize(kPiece);
    buffer_.reserve(kPiece);  // Beast reads as much at once as the buffer has room for
    parser_->get().body().data = piece_.data();
    parser_->get().body().size = piece_.size();
    wire::async_read_some(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); });
  }

  void on_body(error_code error) {
    if (closed_) return;
    if (error == wire::error::need_buffer) error = {};
    if (timed_out_ && error)
      return refuse({408, "timeout", "The body of the request did not arrive in time."});
    if (error == wire::error::partial_message) return close();
    if (error) return is_http_error(error) ? refuse(refusal_of(error)) : close();
    const std::string_view piece(piece_.data(), piece_.size() - parser_->get().body().size);
    if (spool_->size() + piece.size() > body_limit_) return refuse(body_too_large());
    if (const auto stored = spool_->append(piece); !stored) {
      house_.report(stored.error().message);
      return refuse(stored.error().code == "disk_full"
                        ? Refusal{507, "disk_full", "The server has no room for this body."}
                        : Refusal{500, "internal", "The server could not store this body."});
    }
    if (parser_->is_done()) return dispatch();
    read_body();
  }

  // --- the handler ---

  void dispatch() {
    time_is_free();
    piece_ = {};
    request_.body = spool_->take_text();
    request_.body_file = spool_->file();
    asio::post(house_.workers, [self = shared_from_this()] { self->work(); });
  }

  // On a worker, which owns request_ and spool_ meanwhile; the io thread waits for its word.
  void work() {
    auto response = ask_handler();
    spool_.reset();
    if (const auto fault = fault_of(response)) {
      house_.report(describe() + " was answered with " + *fault + "; sent a 500 instead");
      response = internal_error();
    }
    if (response.stream && !response.close_without_answer && has_body(response.status) &&
        request_.method != "HEAD")
      return stream(response);
    asio::post(socket_.get_executor(), [self = shared_from_this(), answer = std::move(response)]() mutable {
      self->send(std::move(answer));
    });
  }

  Response ask_handler() {
    try {
      return house_.handler(request_);
    } catch (const std::exception& exception) {
      house_.report(describe() + " failed: " + exception.what());
    } catch (...) {
      house_.report(describe() + " failed with an exception of unknown type");
    }
    return internal_error();
  }

  // Without the query, which may hold what does not belong into a log.
  std::string describe() const { return request_.method + " " + request_.path; }

  // --- answering ---

  template <class Message>
  void fill_head(Message& message, const Response& response) {
    message.version(parser_->get().version() == 10 ? 10 : 11);
    message.result(static_cast<unsigned>(response.status));
    message.set(wire::field::date,
                http_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
    bool keep = parser_->is_done() && parser_->keep_alive() && !house_.draining;
    for (const auto& header : response.headers) {
      if (same_name(header.name, "Connection")) keep = keep && !same_name(header.value, "close");
      const bool framing = same_name(header.name, "Connection") || same_name(header.name, "Content-Length") ||
                           same_name(header.name, "Transfer-Encoding");
      if (same_name(header.name, "Date"))
        message.set(wire::field::date, header.value);  // of a handler that has its own clock
      else if (!framing)
        message.insert(header.name, header.value);  // the framing is the listener's
    }
    if (response.stream && message.version() == 10) keep = false;  // the end of the connection ends the body
    message.keep_alive(keep);
  }

  void refuse(const Refusal& refusal) {
    spool_.reset();
    auto response = problem_answer(refusal);
    response.headers.push_back({"Connection", "close"});
    send(std::move(response));
  }

  void send(Response response) {
    if (closed_ || response.close_without_answer) return close();
    answer_.emplace();
    fill_head(*answer_, response);
    const bool streamed = static_cast<bool>(response.stream);
    if (has_body(response.status) && !streamed) {
      answer_->body() = std::move(response.body);
      answer_->prepare_payload();
    } else if (streamed && has_body(response.status) && answer_->version() == 11) {
      answer_->chunked(true);  // of a HEAD: the head that a GET would get
    }
    serializer_.emplace(*answer_);
    write_answer(request_.method == "HEAD" || !has_body(response.status));
  }

  // Piece by piece, so that the time is for each piece and a large answer may take its time.
  void write_answer(bool head_only) {
    limit_time(house_.options.idle_timeout, true);
    const auto then = [self = shared_from_this(), head_only](error_code error, std::size_t) {
      if (error) return self->close();
      if (!head_only && !self->serializer_->is_done()) return self->write_answer(false);
      self->finish(self->answer_->keep_alive());
    };
    if (head_only)
      wire::async_write_header(socket_, *serializer_, then);
    else
      wire::async_write_some(socket_, *serializer_, then);
  }

  // The next request, or the end.
  void finish(bool keep_alive) {
    if (closed_) return;
    serializer_.reset();
    answer_.reset();
    if (keep_alive && !house_.draining) return await_request();
    const bool unread = !parser_->is_done() || buffer_.size() != 0;
    if (!unread) return close();
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    idle_ = true;
    limit_time(kLingerTime);
    linger(kLinger);
  }

  // A socket closed with unread bytes resets the connection, and the client might never see its answer.
  void linger(std::size_t left) {
    buffer_.clear();
    piece_.resize(kPiece);
    socket_.async_read_some(asio::buffer(piece_),
                            [self = shared_from_this(), left](error_code error, std::size_t got) {
                              if (error || self->timed_out_ || got >= left) return self->close();
                              self->linger(left - got);
                            });
  }

  // So that the client can tell that the body is not whole, also where only the end of the connection ends
  // it.
  void reset() {
    error_code ignored;
    socket_.set_option(Socket::linger(true, 0), ignored);
    close();
  }

  void close() {
    if (std::exchange(closed_, true)) return;
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
    house_.closed(this);
  }

  // --- streaming, on a worker ---

  // Does something on the io thread and waits for what it tells.
  template <class Start>
  bool on_io_thread(Start start) {
    const auto told = std::make_shared<std::promise<bool>>();
    asio::post(socket_.get_executor(), [&start, told] { start(told); });
    return told->get_future().get();
  }

  // Starts a write and waits for its end; false when the client is gone.
  template <class Start>
  bool write_and_wait(Start start) {
    return on_io_thread([&](const std::shared_ptr<std::promise<bool>>& told) {
      if (!socket_.is_open()) return told->set_value(false);
      limit_time(house_.options.idle_timeout, true);
      start([self = shared_from_this(), told](error_code error, std::size_t) {
        self->time_is_free();
        told->set_value(!error);
      });
    });
  }

  void stream(const Response& response) {
    wire::response<wire::empty_body> head;
    on_io_thread([&](const auto& told) {
      fill_head(head, response);
      told->set_value(true);
    });
    head.chunked(head.version() == 11);
    wire::response_serializer<wire::empty_body> serializer(head);
    bool alive =
        write_and_wait([&](auto then) { wire::async_write_header(socket_, serializer, std::move(then)); });
    const bool told_all = alive && call_stream(response, [&](std::string_view piece) {
                            if (alive && !piece.empty()) alive = write_piece(piece, head.chunked());
                            return alive;
                          });
    bool whole = told_all && alive;
    if (whole && head.chunked())
      whole = write_and_wait(
          [&](auto then) { asio::async_write(socket_, wire::make_chunk_last(), std::move(then)); });
    asio::post(socket_.get_executor(), [self = shared_from_this(), whole, keep = head.keep_alive()] {
      whole ? self->finish(keep) : self->reset();
    });
  }

  bool call_stream(const Response& response, const ChunkWriter& writer) {
    try {
      response.stream(writer);
      return true;
    } catch (const std::exception& exception) {
      house_.report(describe() + " failed in the middle of its answer: " + exception.what());
    } catch (...) {
      house_.report(describe() + " failed in the middle of its answer");
    }
    return false;
  }

  bool write_piece(std::string_view piece, bool chunked) {
    const asio::const_buffer bytes(piece.data(), piece.size());
    return write_and_wait([&](auto then) {
      if (chunked)
        asio::async_write(socket_, wire::make_chunk(bytes), std::move(then));
      else
        asio::async_write(socket_, bytes, std::move(then));
    });
  }

  Socket socket_;
  asio::steady_timer timer_;
  ConnectionHouse& house_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_{};
  std::optional<BodySpool> spool_{};
  std::optional<TextAnswer> answer_{};
  std::optional<wire::response_serializer<wire::string_body>> serializer_{};
  std::vector<char> piece_{};
  Request request_{};
  std::string peer_{};
  std::uint64_t body_limit_ = 0;
  steady_clock::time_point read_until_{};
  bool idle_ = false;  // no request is under way
  bool timed_out_ = false;
  bool closed_ = false;
};

}  // namespace

std::shared_ptr<Connection> Connection::make(Socket socket, ConnectionHouse& house) {
  return std::make_shared<PlainConnection>(std::move(socket), house);
}

}  // namespace itsm::host::http
