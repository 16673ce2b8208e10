// SPDX-License-Identifier: Apache-2.0
#include <boost/beast/http.hpp>

#include "host_stub/http/head_rules.hpp"
#include "host_stub/http/request_target.hpp"
#include "tests/fuzz/target.hpp"

namespace {

namespace wire = boost::beast::http;
using itsm::fuzz::promise;

void judge(std::string_view bytes) {
  wire::request_parser<wire::empty_body> parser;
  parser.header_limit(16 * 1024);
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (!parser.is_header_done()) return;
  itsm::host::http::Request request;
  request.method = std::string(parser.get().method_string());
  request.target = std::string(parser.get().target());
  for (const auto& field : parser.get())
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  const auto refusal = itsm::host::http::judge_head({request, parser.get().version()}, 100);
  promise(!refusal || (refusal->status >= 400 && refusal->status < 600 && !refusal->code.empty()));
}

void take_apart(std::string_view text) {
  using namespace itsm::host::http;
  if (const auto target = parse_target(text)) {
    promise(target->path.find('\0') == std::string::npos);
    promise(target->query.find(' ') == std::string::npos);
  }
  const auto decoded = percent_decode(text);
  promise(!decoded || decoded->size() <= text.size());
}

}  // namespace

// A request's head as the listener reads it, and the target in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = itsm::fuzz::text_of(data, size);
  judge(text);
  const auto line = text.substr(0, text.find('\n'));
  const auto blank = line.find(' ');
  take_apart(blank == std::string_view::npos ? line : line.substr(blank + 1, line.rfind(' ') - blank - 1));
  return 0;
}
