// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_transfers.hpp"

#include <curl/curl.h>

#include <map>
#include <stdexcept>

namespace itsm::support {
namespace {

struct EndEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// What curl reads while a request is under way.
struct UnderWay {
  std::uint64_t number = 0;
  HttpCall call{};
  std::unique_ptr<curl_slist, EndList> headers{};
  std::unique_ptr<CURL, EndEasy> handle{};
};

void append(std::unique_ptr<curl_slist, EndList>& list, const std::string& line) {
  auto* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());  // it is part of the longer one
  list.reset(longer);
}

}  // namespace

class HttpTransfers::Impl {
 public:
  Impl() : multi_(curl_multi_init()) {  // initialises the library as well
    if (multi_ == nullptr) throw std::runtime_error("curl does not start");
  }
  ~Impl() {
    for (const auto& [handle, transfer] : under_way_) curl_multi_remove_handle(multi_, handle);
    curl_multi_cleanup(multi_);
  }

  void start(std::uint64_t number, HttpCall call) {
    UnderWay started{number, std::move(call), nullptr, std::unique_ptr<CURL, EndEasy>(curl_easy_init())};
    auto* handle = started.handle.get();
    if (handle == nullptr) throw std::runtime_error("curl does not start");
    append(started.headers, "Expect:");  // vendors send the body at once
    for (const auto& [name, value] : started.call.headers) append(started.headers, name + ": " + value);
    const auto& kept = under_way_.emplace(handle, std::move(started)).first->second;
    curl_easy_setopt(handle, CURLOPT_URL, kept.call.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // On a connection that was used before, the library would send again by itself and tell nobody.
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, kept.call.method.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(kept.call.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, kept.call.body.data());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, kept.headers.get());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(kept.call.timeout.count()));
    curl_multi_add_handle(multi_, handle);
  }

  std::vector<std::pair<std::uint64_t, TransferOutcome>> run(std::chrono::milliseconds longest) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    auto ended = take_ended();
    if (!ended.empty()) return ended;
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(longest.count()), nullptr);
    curl_multi_perform(multi_, &running);
    return take_ended();
  }

  void wake() { curl_multi_wakeup(multi_); }

 private:
  std::vector<std::pair<std::uint64_t, TransferOutcome>> take_ended() {
    std::vector<std::pair<std::uint64_t, TransferOutcome>> ended;
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      auto* handle = message->easy_handle;
      TransferOutcome outcome;
      if (message->data.result == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        outcome.status = static_cast<int>(status);
      } else {
        outcome.error = curl_easy_strerror(message->data.result);
      }
      ended.emplace_back(under_way_.at(handle).number, std::move(outcome));
      curl_multi_remove_handle(multi_, handle);
      under_way_.erase(handle);
    }
    return ended;
  }

  CURLM* multi_;
  std::map<CURL*, UnderWay> under_way_;
};

HttpTransfers::HttpTransfers() : impl_(std::make_unique<Impl>()) {}
HttpTransfers::~HttpTransfers() = default;
void HttpTransfers::start(std::uint64_t number, HttpCall call) { impl_->start(number, std::move(call)); }
std::vector<std::pair<std::uint64_t, TransferOutcome>> HttpTransfers::run(std::chrono::milliseconds longest) {
  return impl_->run(longest);
}
void HttpTransfers::wake() { impl_->wake(); }

}  // namespace itsm::support
