// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

// Exchanges with a real Jira Cloud that somebody else's client recorded, and what they mean.
namespace itsm::evidence {

struct Recorded {
  int number = 0;  // its line in the file
  std::string method;
  std::string path;
  std::string kind;  // as kind_of says
  Json request;
  int status = 0;
  std::string content_type;
  Json answer;  // null: no body
};

// The folder of samples from real vendors; nothing, after saying so, where ITSM_SHARED_DATA does not name
// one.
std::optional<std::string> shared_data();

std::vector<Recorded> read_recordings(const std::string& folder);

// Which answer a request of the recordings got; empty: none that an operation of the plugin reads.
std::string kind_of(const std::string& method, const std::string& path);

// The rows of a table of the folder `expected`: columns between tabs, comments after '#'.
std::vector<std::vector<std::string>> table(const std::string& name);

std::vector<int> numbers(const std::string& text);

}  // namespace itsm::evidence
