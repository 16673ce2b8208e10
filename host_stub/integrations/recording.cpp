// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/recording.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace itsm::host::integrations {
namespace {

constexpr std::uint64_t kLargestRecording = std::uint64_t{256} * 1024 * 1024;
constexpr int kOwnerOnly = 0600;

std::string place_of(const std::string& method, const std::string& base_url, const std::string& target) {
  return method + " " + base_url + target;
}

Unexpected<Problem> unusable(const std::filesystem::path& file, const std::string& what) {
  return problem(ProblemKind::invalid, "recording_unusable", "the recording " + file.string() + " " + what,
                 "a recording is made with: host_stub --record FILE");
}

HttpResponse response_of(const RecordedExchange& exchange) {
  HttpResponse response;
  response.status = exchange.status;
  for (const auto& [name, value] : exchange.headers) response.headers.push_back({name, value});
  response.body = exchange.answer;
  return response;
}

}  // namespace

Result<std::unique_ptr<http::Client>> RecordingClient::around(std::unique_ptr<http::Client> client,
                                                              const std::filesystem::path& file,
                                                              observe::Log& log, const Clock& clock) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, kOwnerOnly);
  if (made < 0) return unusable(file, "cannot be written");
  ::close(made);
  std::ofstream out(file, std::ios::app);
  log.warning("recording", "exchanges with vendors are recorded, without credentials, with what they say",
              {{"file", file.string()}});
  return std::unique_ptr<http::Client>(new RecordingClient(std::move(client), std::move(out), log, clock));
}

itsm::Result<HttpResponse, http::TransportFailure> RecordingClient::send(
    const http::OutboundRequest& request) {
  auto answer = client_->send(request);
  keep(dump(to_document(recorded(request, answer, log_.redactor(), clock_.now()))));
  return answer;
}

void RecordingClient::keep(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (!file_.is_open()) return;
  file_ << line << '\n' << std::flush;
  written_ += line.size() + 1;
  if (file_.good() && written_ < kLargestRecording) return;
  log_.warning("recording_ended",
               file_.good() ? "the recording has become too large" : "the recording cannot be written");
  file_.close();
}

Result<std::unique_ptr<http::Client>> ReplayingClient::from(const std::filesystem::path& file,
                                                            observe::Log& log) {
  std::ifstream in(file);
  if (!in) return unusable(file, "cannot be read");
  std::unique_ptr<ReplayingClient> client(new ReplayingClient(log));
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto json = parse_json(line);
    if (!json) return unusable(file, "has no exchange in line " + std::to_string(number));
    try {
      auto exchange = from_document<RecordedExchange>(*json);
      const std::string place = place_of(exchange.method, exchange.base_url, exchange.target);
      client->exchanges_[place].push_back(std::move(exchange));
    } catch (const std::exception& wrong) {
      return unusable(file, "has no exchange in line " + std::to_string(number) + ": " + wrong.what());
    }
  }
  return std::unique_ptr<http::Client>(std::move(client));
}

itsm::Result<HttpResponse, http::TransportFailure> ReplayingClient::send(
    const http::OutboundRequest& request) {
  const std::string place =
      place_of(request.method, request.base_url, log_.redactor().redact(request.target));
  RecordedExchange exchange;
  {
    const std::lock_guard lock(mutex_);
    const auto found = exchanges_.find(place);
    if (found == exchanges_.end() || found->second.empty()) {
      log_.warning("not_recorded", "the recording has no answer to " + place);
      return unexpected(http::TransportFailure{http::Reach::not_sent, "not_recorded",
                                               "the recording has no answer to " + place});
    }
    const std::string body = shown_body(request, log_.redactor());
    const auto same = [&](const RecordedExchange& one) { return one.body == body; };
    auto& all = found->second;
    auto next = std::find_if(all.begin(), all.end(), same);
    if (next == all.end()) next = all.begin();
    exchange = *next;
    const bool comes_again = std::count_if(all.begin(), all.end(), same) > 1;
    if (request.effect == Effect::write || comes_again) all.erase(next);
  }
  if (exchange.status != 0) return response_of(exchange);
  return unexpected(http::TransportFailure{exchange.left ? http::Reach::unknown : http::Reach::not_sent,
                                           exchange.failure, exchange.message});
}

}  // namespace itsm::host::integrations
