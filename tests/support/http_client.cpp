// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_client.hpp"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace itsm::support {
namespace {

struct EasyFree {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct ListFree {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyFree>;
using List = std::unique_ptr<curl_slist, ListFree>;

std::size_t take_body(char* data, std::size_t, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* response) {
  std::string_view line(data, size);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  auto& headers = static_cast<HttpResponse*>(response)->headers;
  // A further status line, after an interim answer, begins a new head.
  if (line.substr(0, 5) == "HTTP/") headers.clear();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const auto value = line.find_first_not_of(" \t", colon + 1);
  headers.push_back({std::string(line.substr(0, colon)),
                     value == std::string_view::npos ? std::string() : std::string(line.substr(value))});
  return size;
}

int keep_going(void* call, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& cancelled = static_cast<const HttpCall*>(call)->cancelled;
  return cancelled && cancelled() ? 1 : 0;
}

bool is_loopback(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return false;
  const std::string_view rest = url.substr(host + 3);
  for (const std::string_view name : {"127.", "localhost", "[::1]"})
    if (rest.substr(0, name.size()) == name) return true;
  return false;
}

List header_list(const std::vector<Header>& headers) {
  List list;
  // libcurl would wait a second for leave to send a large body.
  curl_slist* grown = curl_slist_append(nullptr, "Expect:");
  list.reset(grown);
  for (const Header& header : headers) {
    grown = curl_slist_append(list.get(), (header.name + ": " + header.value).c_str());
    if (grown == nullptr) break;
    (void)list.release();
    list.reset(grown);
  }
  return list;
}

}  // namespace

Result<HttpResponse, HttpFailure> send(const HttpCall& call) {
  static std::once_flag initialised;
  std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

  const Easy easy(curl_easy_init());
  if (!easy) return unexpected(HttpFailure{false, false, "libcurl cannot be initialised"});
  HttpResponse response;
  const List headers = header_list(call.headers);
  CURL* const handle = easy.get();
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
  if (is_loopback(call.url)) curl_easy_setopt(handle, CURLOPT_PROXY, "");
  if (!call.body.empty() || call.method == "POST" || call.method == "PUT") {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
  }
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response.body);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &response);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &keep_going);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, const_cast<HttpCall*>(&call));

  const CURLcode outcome = curl_easy_perform(handle);
  if (outcome != CURLE_OK) {
    long sent = 0;
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
    return unexpected(HttpFailure{sent > 0,
                                  outcome == CURLE_OPERATION_TIMEDOUT || outcome == CURLE_ABORTED_BY_CALLBACK,
                                  curl_easy_strerror(outcome)});
  }
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  return response;
}

}  // namespace itsm::support
