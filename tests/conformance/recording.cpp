// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/recording.hpp"

#include <strings.h>

namespace itsm::conformance {
namespace {

Json document_of(const HttpRequest& request) {
  return {{"method", request.method},
          {"origin", request.origin},
          {"target", request.target},
          {"body", request.body}};
}

Json document_of(const Result<HttpResponse>& answer) {
  if (!answer) return {{"failure", name_of(answer.error().status)}, {"message", answer.error().message}};
  Json headers = Json::array();
  for (const Header& header : answer->headers)
    if (strcasecmp(header.name.c_str(), "set-cookie") != 0) headers.push_back({header.name, header.value});
  return {{"status", answer->status}, {"headers", std::move(headers)}, {"body", answer->body}};
}

Status status_of(const std::string& name) {
  for (itsm_status code = ITSM_INVALID_ARGUMENT; code <= ITSM_INTERNAL; ++code)
    if (name_of(status_from(code)) == name) return status_from(code);
  return Status::internal;
}

Result<HttpResponse> answer_of(const Json& document) {
  if (document.contains("failure"))
    return failure(status_of(document["failure"]), document.value("message", ""));
  HttpResponse response{document.at("status"), {}, document.at("body")};
  for (const Json& header : document.at("headers")) response.headers.push_back({header.at(0), header.at(1)});
  return response;
}

}  // namespace

Recorder::Recorder(Vendor& vendor, const std::filesystem::path& file, std::uint64_t seed)
    : vendor_(vendor), out_(file) {
  write({{"seed", seed}});
}

void Recorder::write(const Json& line) {
  const std::lock_guard lock(mutex_);
  out_ << dump(line) << '\n' << std::flush;
}

Result<HttpResponse> Recorder::send(const loader::CallContext& call, const HttpRequest& request) {
  auto answer = vendor_.send(call, request);
  write({{"request", document_of(request)}, {"answer", document_of(answer)}});
  return answer;
}

std::int64_t Recorder::now_unix_ms() {
  const std::int64_t now = vendor_.now_unix_ms();
  write({{"now", now}});
  return now;
}

Result<std::unique_ptr<Replayer>, std::string> Replayer::open(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return unexpected("there is no recording " + file.string());
  auto replayer = std::make_unique<Replayer>();
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    try {
      const Json line = Json::parse(text);
      if (line.contains("seed")) replayer->seed_ = line["seed"];
      if (line.contains("now")) replayer->times_.push_back(line["now"]);
      if (line.contains("request"))
        replayer->exchanges_.push_back({line["request"], answer_of(line.at("answer"))});
    } catch (const Json::exception& broken) {
      return unexpected(file.string() + ":" + std::to_string(number) + ": " + broken.what());
    }
  }
  return replayer;
}

Result<HttpResponse> Replayer::send(const loader::CallContext&, const HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  const std::string asked = request.method + " " + request.target;
  if (exchanges_.empty()) return failure(Status::invalid_argument, "the recording ends before " + asked);
  const Json& recorded = exchanges_.front().request;
  if (recorded != document_of(request))
    return failure(Status::invalid_argument, "the recording has not " + asked + " but " + dump(recorded));
  auto answer = std::move(exchanges_.front().answer);
  exchanges_.pop_front();
  return answer;
}

std::int64_t Replayer::now_unix_ms() {
  const std::lock_guard lock(mutex_);
  if (!times_.empty()) {
    last_time_ = times_.front();
    times_.pop_front();
  }
  return last_time_;
}

}  // namespace itsm::conformance
