// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

// The Atlassian Document Format: the tree that Jira Cloud's third API version uses for long text. Data Center
// keeps wiki markup as it was written.
namespace itsm::simulators::jira {

using Json = nlohmann::json;

// What is wrong with a document, with the path to it; nullopt: Jira would take it.
std::optional<std::string> document_fault(const Json& document);
// The words of a document, blocks on lines of their own; wiki markup as it is.
std::string plain_text(const Json& document);
// Text of the second API version as a document: a paragraph for each line.
Json document_from(const std::string& text);

}  // namespace itsm::simulators::jira
