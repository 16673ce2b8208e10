// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/verdict.hpp"

#include <charconv>
#include <optional>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

constexpr std::size_t kLongestReason = 500;

const Json& verdict_of(const Json& body) {
  const Json& verdict = member(body, "response_status");
  return verdict.is_array() && !verdict.empty() ? verdict.front() : verdict;
}

int code_of(const Json& value) {
  const std::string text = text_of(value, "status_code");
  int code = 0;
  std::from_chars(text.data(), text.data() + text.size(), code);
  return code;
}

void join(std::string& sentences, const std::string& next) {
  if (next.empty()) return;
  if (!sentences.empty()) sentences += "; ";
  sentences += next;
}

// One of the messages: field by field where it names fields.
void add_message(const Json& message, common::Complaint& complaint) {
  std::string words = common::one_line(text_of(message, "message"));
  if (words.empty() && code_of(message) == codes::kMandatoryMissing) words = "a value is mandatory here";
  std::vector<std::string> fields;
  if (std::string field = text_of(message, "field"); !field.empty()) fields.push_back(std::move(field));
  for (const Json& field : common::array_of(message, "fields")) fields.push_back(text_of(field));
  for (const std::string& field : fields) {
    if (field.empty()) continue;
    complaint.fields[field] = words;
    join(complaint.message, field + ": " + words);
  }
  if (fields.empty()) join(complaint.message, words);
}

common::Complaint complaint_of(const Json& body) {
  common::Complaint complaint;
  const Json& verdict = verdict_of(body);
  for (const Json& message : common::array_of(verdict, "messages")) add_message(message, complaint);
  for (const Json* const holder : {&verdict, &body})
    for (const char* const key : {"message", "error_description", "error"})
      if (complaint.message.empty()) complaint.message = text_of(*holder, key);
  return complaint;
}

constexpr common::Manners kDesk{"ServiceDesk Plus", &complaint_of, ""};

// Of all codes in a verdict the one that says most: the outer 4000 only says that it failed.
std::optional<Status> status_of(const Json& verdict) {
  std::set<int> found{code_of(verdict)};
  for (const Json& message : common::array_of(verdict, "messages")) found.insert(code_of(message));
  if (found.contains(codes::kInvalidKey)) return Status::unauthenticated;
  if (found.contains(codes::kRateLimited)) return Status::rate_limited;
  if (found.contains(codes::kForbidden)) return Status::forbidden;
  if (found.contains(codes::kNotFound)) return Status::not_found;
  if (found.contains(codes::kLicence)) return Status::misconfigured;
  if (found.contains(codes::kInternal)) return Status::unavailable;
  if (*found.rbegin() > 4000) return Status::invalid_argument;
  return std::nullopt;
}

bool is_yes(const Json& verdict) { return text_of(verdict, "status") == "success"; }

}  // namespace

Error error_of(const HttpResponse& answer, common::Time now) {
  Error error = common::error_of(kDesk, answer, now);
  const auto body = parse_json(answer.body);
  const Json verdict = body ? verdict_of(*body) : Json();
  if (!verdict.is_object()) return error;
  if (const auto told = status_of(verdict)) {
    error.status = *told;
  } else if (common::is_success(answer)) {
    error.status = Status::invalid_argument;  // it failed, and that is all it says
  }
  // The general sentence is about an HTTP status that may mean nothing.
  const common::Complaint complaint = complaint_of(*body);
  if (!complaint.message.empty())
    error.message =
        "ServiceDesk Plus: " + common::cut(complaint.message, kLongestReason, LengthUnit::code_points) +
        " [HTTP " + std::to_string(answer.status) + "]";
  return error;
}

Result<Json> body_of(const HttpResponse& answer, common::Time now) {
  if (!common::is_success(answer)) return unexpected(error_of(answer, now));
  ITSM_TRY(Json body, common::json_of(kDesk, answer, now));
  const Json& verdict = verdict_of(body);
  if (is_yes(verdict)) return body;
  if (verdict.is_object()) return unexpected(error_of(answer, now));
  return unexpected(Error{Status::bad_reply,
                          "the answer is none of ServiceDesk Plus: it lacks response_status",
                          answer.status,
                          {},
                          {},
                          {}});
}

Result<Json> written(const Result<HttpResponse>& answer, common::Time now) {
  if (!answer) return unexpected(answer.error());
  auto body = body_of(*answer, now);
  if (body) return body;
  Error& error = body.error();
  const int http = answer->status;
  const bool no_verdict = http == 408 || http == 409 || http == 425 || http >= 500;
  if (no_verdict || error.status == Status::unavailable) error.status = Status::uncertain;
  return body;
}

}  // namespace itsm::manageengine
