// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <cerrno>

namespace itsm::host::store {
namespace {

std::string field(const pg_result* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

// libpq ends its messages with a line end and spreads them over lines.
std::string one_line(const char* text) {
  std::string line;
  for (const char* c = text; *c != '\0'; ++c) line += *c == '\n' ? ' ' : *c;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

void Connection::Close::operator()(pg_conn* raw) const noexcept { PQfinish(raw); }

Connection::Connection(pg_conn* raw) : raw_(raw) {
  const auto remember_warning = [](void* warned, const pg_result* notice) {
    if (field(notice, PG_DIAG_SEVERITY_NONLOCALIZED) == "WARNING") *static_cast<bool*>(warned) = true;
  };
  PQsetNoticeReceiver(raw, remember_warning, &warned_);
}

auto Connection::open(const std::string& info, std::chrono::seconds timeout)
    -> Answer<std::unique_ptr<Connection>> {
  const std::string seconds = std::to_string(timeout.count());
  const char* const keywords[] = {"dbname", "connect_timeout", "client_encoding", "fallback_application_name",
                                  nullptr};
  const char* const values[] = {info.c_str(), seconds.c_str(), "UTF8", "itsm", nullptr};
  std::unique_ptr<Connection> connection(new Connection(PQconnectdbParams(keywords, values, 1)));
  pg_conn* raw = connection->raw_.get();
  if (PQstatus(raw) != CONNECTION_OK) return unexpected(Failure{"", one_line(PQerrorMessage(raw)), true});
  if (PQsetnonblocking(raw, 1) != 0) return unexpected(connection->lost(PQerrorMessage(raw)));
  return connection;
}

Failure Connection::lost(std::string text) {
  Failure failure{"", one_line(text.c_str()), true};
  raw_.reset();
  return failure;
}

bool Connection::is_usable() const {
  if (!raw_ || PQstatus(raw_.get()) != CONNECTION_OK || PQtransactionStatus(raw_.get()) != PQTRANS_IDLE)
    return false;
  // An idle connection has nothing to say: bytes or an end of file mean that the server is going or gone.
  pollfd watched{PQsocket(raw_.get()), POLLIN, 0};
  return ::poll(&watched, 1, 0) == 0;
}

auto Connection::run(const char* sql, const Parameters& parameters, Clock::time_point deadline)
    -> Answer<Rows> {
  if (!raw_) return unexpected(lost("the connection is closed"));
  const std::size_t count = parameters.size();
  std::vector<Oid> types(count);
  std::vector<const char*> values(count);
  std::vector<int> lengths(count);
  const std::vector<int> formats(count, 1);
  for (std::size_t i = 0; i < count; ++i) {
    types[i] = parameters.type(i);
    values[i] = parameters.data(i);
    lengths[i] = parameters.length(i);
  }
  if (PQsendQueryParams(raw_.get(), sql, static_cast<int>(count), types.data(), values.data(), lengths.data(),
                        formats.data(), 1) == 0)
    return unexpected(lost(PQerrorMessage(raw_.get())));
  return finish(deadline);
}

auto Connection::command(const std::string& sql, Clock::time_point deadline) -> Answer<void> {
  if (!raw_) return unexpected(lost("the connection is closed"));
  if (PQsendQuery(raw_.get(), sql.c_str()) == 0) return unexpected(lost(PQerrorMessage(raw_.get())));
  ITSM_CHECK(finish(deadline));
  return {};
}

auto Connection::commit(Clock::time_point deadline) -> Answer<void> {
  if (!raw_) return unexpected(lost("the connection is closed"));
  warned_ = false;
  if (PQsendQuery(raw_.get(), "COMMIT") == 0) return unexpected(lost(PQerrorMessage(raw_.get())));
  ITSM_TRY(const Rows done, finish(deadline));
  if (done.command() != "COMMIT")
    return unexpected(Failure{"40000", "the transaction was rolled back", false});
  if (warned_)
    return unexpected(Failure{"40003", "the synchronous standby did not confirm the commit", false});
  return {};
}

// Sends what is left and reads every result of what was sent; the last one counts, unless one failed.
auto Connection::finish(Clock::time_point deadline) -> Answer<Rows> {
  std::optional<Failure> failure;
  Rows last(nullptr);
  while (true) {
    ITSM_CHECK(wait_for_answer(deadline));
    pg_result* raw = PQgetResult(raw_.get());
    if (raw == nullptr) break;
    Rows rows(raw);
    const ExecStatusType status = PQresultStatus(raw);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
      last = std::move(rows);
    } else if (!failure) {
      failure = Failure{field(raw, PG_DIAG_SQLSTATE), field(raw, PG_DIAG_MESSAGE_PRIMARY), false};
      if (failure->text.empty()) failure->text = one_line(PQresultErrorMessage(raw));
    }
  }
  if (!failure) return last;
  if (PQstatus(raw_.get()) != CONNECTION_OK) {
    failure->connection_lost = true;
    raw_.reset();
  }
  return unexpected(std::move(*failure));
}

auto Connection::wait_for_answer(Clock::time_point deadline) -> Answer<void> {
  while (true) {
    const int unsent = PQflush(raw_.get());
    if (unsent < 0) break;  // the reason comes with the result
    if (unsent == 0 && PQisBusy(raw_.get()) == 0) break;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return unexpected(lost("no answer before the deadline"));
    pollfd watched{PQsocket(raw_.get()), static_cast<short>(unsent == 0 ? POLLIN : POLLIN | POLLOUT), 0};
    if (::poll(&watched, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000))) < 0 && errno != EINTR)
      return unexpected(lost("poll failed"));
    if ((watched.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(raw_.get()) == 0) break;
  }
  return {};
}

}  // namespace itsm::host::store
