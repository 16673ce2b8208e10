// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/atlassian/consent_page.hpp"

#include "tests/simulators/http/signature.hpp"

namespace itsm::simulators::atlassian {
namespace {

std::string page_of(const std::string& title, const std::string& content) {
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape_html(title) +
         "</title></head>\n<body><main><h1>" + escape_html(title) + "</h1>\n" + content +
         "</main></body></html>\n";
}

Answer html(int status, std::string body) {
  return {status,
          {{"Content-Type", "text/html; charset=utf-8"},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy", "default-src 'none'"}},
          std::move(body)};
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + escape_html(value) + "\"";
}

}  // namespace

Answer consent_page(const ConsentPage& page) {
  std::string form = "<form method=\"post\">\n<p>It will be able to:</p>\n<ul>\n";
  for (const auto& scope : page.scopes) form += "<li>" + escape_html(scope) + "</li>\n";
  form += "</ul>\n";
  for (const auto& [name, value] : page.request)
    form += "<input type=\"hidden\"" + attribute("name", name) + attribute("value", value) + ">\n";
  form += "<p><label>Signed in as <select name=\"person\">\n";
  for (const auto& [handle, name] : page.people)
    form += "<option" + attribute("value", handle) + (handle == page.person ? " selected" : "") + ">" +
            escape_html(name) + "</option>\n";
  form += "</select></label></p>\n<fieldset><legend>Use app on</legend>\n";
  for (const auto& [id, name] : page.sites)
    form += "<label><input type=\"checkbox\" name=\"site\"" + attribute("value", id) + " checked> " +
            escape_html(name) + "</label>\n";
  form +=
      "</fieldset>\n<p><button name=\"decision\" value=\"accept\">Accept</button>\n"
      "<button name=\"decision\" value=\"cancel\">Cancel</button></p>\n</form>\n";
  return html(200, page_of(page.app + " is requesting access to your Atlassian account", form));
}

Answer error_page(int status, const std::string& title, const std::string& why) {
  return html(status, page_of(title, "<p>" + escape_html(why) + "</p>\n"));
}

}  // namespace itsm::simulators::atlassian
