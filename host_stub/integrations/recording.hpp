// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>

#include "host_stub/core/clock.hpp"
#include "host_stub/integrations/recorded_exchange.hpp"
#include "host_stub/observe/log.hpp"

// Exchanges with vendors, kept to find out later, and without the vendor, what a host made of them.
namespace itsm::host::integrations {

// Sends, and appends what was said to a file that its owner alone can read. A file that cannot be written any
// more, or has become too large, ends the recording and not the work. Any thread.
class RecordingClient final : public http::Client {
 public:
  static Result<std::unique_ptr<http::Client>> around(std::unique_ptr<http::Client> client,
                                                      const std::filesystem::path& file, observe::Log& log,
                                                      const Clock& clock);
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override;

 private:
  RecordingClient(std::unique_ptr<http::Client> client, std::ofstream file, observe::Log& log,
                  const Clock& clock)
      : client_(std::move(client)), log_(log), clock_(clock), file_(std::move(file)) {}
  void keep(const std::string& line);

  const std::unique_ptr<http::Client> client_;
  observe::Log& log_;
  const Clock& clock_;
  std::mutex mutex_;
  std::ofstream file_;
  std::uint64_t written_ = 0;
};

// Answers from a recording, and reaches nobody. A request is answered by the next exchange with its method,
// address, target and body, and where none has its body, by the next with the rest: keys of ours differ from
// one database to another. A read that is asked more often than it was is answered as it was last. What was
// never asked is a failure that says so. Any thread.
class ReplayingClient final : public http::Client {
 public:
  // Refused: the file cannot be read, or a line of it is no exchange.
  static Result<std::unique_ptr<http::Client>> from(const std::filesystem::path& file, observe::Log& log);
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override;

 private:
  explicit ReplayingClient(observe::Log& log) : log_(log) {}

  observe::Log& log_;
  std::mutex mutex_;
  std::map<std::string, std::deque<RecordedExchange>> exchanges_{};  // method, address and target -> in order
};

}  // namespace itsm::host::integrations
