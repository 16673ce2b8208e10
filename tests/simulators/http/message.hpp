// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

// Requests and answers as the simulated vendors see them, without sockets: tests build them by hand.
namespace itsm::simulators {

using Json = nlohmann::json;
using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method{};
  std::string target{};                                           // as it stood in the request line
  std::string path{};                                             // raw, without the query
  std::vector<std::string> segments{};                            // of the path, each percent-decoded
  std::vector<std::pair<std::string, std::string>> parameters{};  // of the query, percent-decoded
  HeaderList headers{};
  std::string body{};

  std::optional<std::string> header(std::string_view name) const;
  std::optional<std::string> parameter(std::string_view name) const;
  // Every value of a parameter that may be repeated.
  std::vector<std::string> all(std::string_view name) const;
};

Request make_request(std::string method, std::string target, HeaderList headers = {}, std::string body = {});

struct Answer {
  int status = 200;
  HeaderList headers{};
  std::string body{};
  bool drop_connection = false;  // instead of answering
};

Answer json_answer(int status, const Json& body);
// A status without a body, as vendors answer most edits.
Answer empty_answer(int status);

// Text of a JSON value; broken UTF-8 is replaced.
std::string text_of(const Json& value);

std::string lower(std::string_view text);
bool same_word(std::string_view a, std::string_view b);  // without regard to ASCII case
bool contains_word(std::string_view text, std::string_view part);
std::vector<std::string> split(std::string_view text, char at);  // parts trimmed, empty ones left out
std::optional<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);
// Length as Java counts it, in UTF-16 units.
std::size_t utf16_length(std::string_view utf8);

}  // namespace itsm::simulators
