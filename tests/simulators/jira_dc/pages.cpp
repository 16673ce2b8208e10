// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/pages.hpp"

namespace itsm::simulators::jira_dc {
namespace {

const char* title_of(int status) {
  switch (status) {
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 415:
      return "Unsupported Media Type";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

Answer page(int status, const std::string& title, const std::string& body) {
  return {status,
          {{"Content-Type", "text/html;charset=UTF-8"}},
          "<!doctype html><html lang=\"en\"><head><title>" + title + "</title></head><body>" + body +
              "</body></html>"};
}

}  // namespace

Answer server_page(int status, const std::string& message) {
  const auto title = "HTTP Status " + std::to_string(status) + " – " + title_of(status);
  return page(status, title,
              "<h1>" + title + "</h1><p><b>Type</b> Status Report</p><p><b>Message</b> " + message + "</p>");
}

Answer refused_page(int status, const std::string& reason) {
  const std::string name = title_of(status);
  const auto number = std::to_string(status);
  return page(
      status, name + " (" + number + ")",
      "<h1>" + name + " (" + number + ")</h1><p>Encountered a <code>&quot;" + number + " - " + name +
          "&quot;</code> error while loading this page.</p><p>Basic Authentication Failure - Reason : " +
          reason + "</p>");
}

Answer login_page() {
  return page(200, "Log in - Jira",
              "<form action=\"login.jsp\" method=\"post\" id=\"login-form\"><input name=\"os_username\">"
              "<input name=\"os_password\" type=\"password\"><input name=\"os_captcha\"></form>");
}

}  // namespace itsm::simulators::jira_dc
