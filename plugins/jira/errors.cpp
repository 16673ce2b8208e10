// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/errors.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/auth.hpp"
#include "plugins/jira/rate_limit.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

constexpr common::Manners kJira{"Jira", &complaint_of, "RateLimit-Reason"};

void join(std::string& sentences, const std::string& next) {
  if (next.empty()) return;
  if (!sentences.empty()) sentences += "; ";
  sentences += next;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

void say(Error& error, Status status, const std::string& message) {
  error.status = status;
  error.message = message + " [HTTP " + std::to_string(error.vendor_http_status) + "]";
}

// Words for a path that the API does not have: Cloud's, and Data Center's before and since 10.
bool names_an_endpoint(std::string_view message) {
  return holds(message, "No endpoint ") || holds(message, "null for uri:") ||
         holds(message, "HTTP 404 Not Found");
}

// Data Center, after some wrong passwords: no credential helps until somebody has logged in by hand, and each
// further attempt keeps it so. Answers where to log in.
std::optional<std::string> captcha_at(const HttpResponse& answer) {
  const std::string_view reason = answer.header("X-Authentication-Denied-Reason").value_or("");
  if (!holds(reason, "CAPTCHA_CHALLENGE") &&
      answer.header("X-Seraph-LoginReason").value_or("") != "AUTHENTICATION_DENIED")
    return std::nullopt;
  constexpr std::string_view kAddress = "login-url=";
  const auto address = reason.find(kAddress);
  return address == std::string_view::npos
             ? "its log-in page"
             : std::string(reason.substr(address + kAddress.size(), reason.find(';', address) - address));
}

void explain_refused_caller(Error& error, const Site& site) {
  if (holds(error.message, "scope")) {
    error.status = Status::forbidden;
    error.message += ". The token lacks a scope; the scopes that are needed stand beside the token's field";
  } else {
    say(error, Status::unauthenticated, refused_auth(site.auth()));
  }
}

void explain_forbidden(Error& error, const HttpResponse& answer, const Site& site) {
  if (holds(error.message, "Basic Authentication has been disabled")) {
    say(error, Status::misconfigured, "this Jira does not take passwords with its requests");
    error.fields["auth"] = "use a personal access token";
  } else if (answer.header("X-Seraph-LoginReason").value_or("") == "AUTHENTICATED_FAILED") {
    say(error, Status::unauthenticated, refused_auth(site.auth()));
  } else if (holds(answer.body, "XSRF check failed")) {
    say(error, Status::misconfigured,
        "Jira takes the request for one that a browser was tricked into (XSRF check failed): something "
        "between here and Jira gives it a browser's headers");
  }
}

void explain_not_found(Error& error, const HttpResponse& answer, const Site& site) {
  if (names_an_endpoint(error.message)) {
    error.status = Status::outdated;
  } else if (answer.header("X-Failure-Category")) {
    say(error, Status::misconfigured, "Atlassian knows no site with this cloud id");
    error.fields[std::string(kCloudIdSetting)] =
        "open https://YOUR-SITE.atlassian.net/_edge/tenant_info to read the right one";
  } else if (common::is_html(answer)) {
    say(error, Status::misconfigured, "there is no Jira at this address");
    error.fields[std::string(kSiteSetting)] =
        site.deployment() == Deployment::cloud
            ? "the address is the one you see in the browser, such as https://example.atlassian.net"
            : "the address is the one you see in the browser before /browse or /secure, such as "
              "https://jira.example.com or https://example.com/jira";
  }
}

void explain_redirect(Error& error, const HttpResponse& answer) {
  const std::string_view to = answer.header("Location").value_or("");
  if (holds(to, "login") || holds(to, "saml") || holds(to, "sso"))
    say(error, Status::misconfigured,
        "Jira sends the request to a log-in page (" + std::string(to) +
            "): the single sign-on before it must let requests of its REST API pass");
}

}  // namespace

common::Complaint complaint_of(const Json& body) {
  common::Complaint complaint;
  for (const Json& message : common::array_of(body, "errorMessages"))
    join(complaint.message, text_of(message));
  if (const Json& errors = member(body, "errors"); errors.is_object())
    for (const auto& [field, reason] : errors.items()) {
      complaint.fields[field] = text_of(reason);
      join(complaint.message, field + ": " + complaint.fields[field]);
    }
  for (const char* other : {"detail", "message", "error_description"})
    if (complaint.message.empty()) complaint.message = text_of(body, other);
  return complaint;
}

Error error_of(const HttpResponse& answer, common::Time now, const Site& site) {
  Error error = common::error_of(kJira, answer, now);
  if (const auto log_in = captcha_at(answer); log_in && (answer.status == 401 || answer.status == 403)) {
    say(error, Status::unauthenticated,
        "Jira has locked the account after failed log-ins and demands a CAPTCHA: somebody must log in as "
        "this account at " +
            *log_in + " by hand; until then every further attempt fails, with the right password too");
  } else if (answer.status == 401) {
    explain_refused_caller(error, site);
  } else if (answer.status == 403) {
    explain_forbidden(error, answer, site);
  } else if (answer.status == 404) {
    explain_not_found(error, answer, site);
  } else if (answer.status == 429) {
    explain_rate_limit(error, answer, now);
  } else if (answer.status >= 300 && answer.status < 400) {
    explain_redirect(error, answer);
  }
  return error;
}

Result<Json> json_of(const HttpResponse& answer, common::Time now, const Site& site) {
  if (!common::is_success(answer)) return unexpected(error_of(answer, now, site));
  return common::json_of(kJira, answer, now);
}

bool is_anonymous(const HttpResponse& answer) {
  return answer.header("X-Seraph-LoginReason").value_or("") == "AUTHENTICATED_FAILED" ||
         answer.header("X-AUSERNAME").value_or("") == "anonymous";
}

Error not_logged_in(const Site& site) {
  return {Status::unauthenticated,
          "Jira answered, but as if nobody had logged in. " + refused_auth(site.auth()),
          0,
          {},
          {},
          {}};
}

std::string refusal_code(int http_status) {
  switch (http_status) {
    case 401:
      return std::string(name_of(Status::unauthenticated));
    case 403:
      return std::string(name_of(Status::forbidden));
    case 404:
      return std::string(name_of(Status::not_found));
    default:
      return std::string(name_of(Status::invalid_argument));
  }
}

}  // namespace itsm::jira
