// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/pages.hpp"

#include <array>

#include "host_stub/core/percent.hpp"

namespace itsm::host::api {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTitles{
    {{"consent_unknown", "There is no such consent"},
     {"consent_used", "This consent was used already"},
     {"consent_expired", "This consent has expired"},
     {"consent_other_browser", "Another browser began this consent"},
     {"consent_refused", "The consent was refused"},
     {"consent_failed", "The vendor reported an error"},
     {"consent_other_issuer", "Another server answered"},
     {"consent_not_yours", "This consent is no longer valid"},
     {"consent_outdated", "The integration was changed meanwhile"},
     {"scopes_missing", "Needed permissions were not granted"},
     {"no_site", "The account sees no site"},
     {"site_not_offered", "The account does not see the site"},
     {"site_already_connected", "This site is connected already"},
     {"code_not_exchanged", "The vendor gave no access"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kSignInTitles{
    {{"provider_none", "There is no sign-in provider"},
     {"provider_unreachable", "The sign-in provider does not answer"},
     {"provider_wrong", "The sign-in provider is not the configured one"},
     {"provider_refused", "The provider did not sign you in"},
     {"provider_error", "The sign-in provider reported an error"},
     {"provider_other_issuer", "Another provider answered"},
     {"sign_in_state_wrong", "This sign-in was not begun here"},
     {"sign_in_other_browser", "Another browser began this sign-in"},
     {"sign_in_expired", "This sign-in took too long"},
     {"sign_in_code_refused", "The provider gave no token"},
     {"id_token_refused", "The provider's word cannot be trusted"},
     {"not_entitled", "You may not use this host"},
     {"person_disabled", "Your account is disabled"},
     {"person_unnamed", "The provider does not tell your name"},
     {"person_name_taken", "Your name is taken here"},
     {"sign_in_throttled", "Too many attempts"}}};

template <std::size_t N>
std::string title_of(const std::string& code,
                     const std::array<std::pair<std::string_view, std::string_view>, N>& titles,
                     const char* otherwise) {
  for (const auto& [known, title] : titles)
    if (known == code) return std::string(title);
  return otherwise;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// A browser's own colours are what an operating system gave it, in dark themes often too weak to read.
constexpr std::string_view kStyle = R"(
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #171c26; background: #f6f7f9;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; }
a { color: #4253d6; }
button { padding: 0.5rem 1rem; border: 0; border-radius: 0.5rem; color: #ffffff; background: #4253d6; font: inherit; }
@media (prefers-color-scheme: dark) {
  body { color: #e8ebf0; background: #0e1116; }
  a { color: #9aa5ff; }
  button { color: #10142e; background: #9aa5ff; }
}
)";
// Only this style may be on the page: base64 of SHA-256 over what stands between its tags.
constexpr std::string_view kStylePolicy =
    "default-src 'none'; style-src 'sha256-oxLBn/dM0IbXdsXO/g8qVwDmtj505kzUqafNQJN/1JQ='; frame-ancestors "
    "'none'";

std::string paragraphs_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts)
    if (!text.empty()) out += "<p>" + escaped(text) + "</p>\n";
  return out;
}

HtmlPage problem_page(const std::string& code, const std::string& message, const std::string& remedy) {
  HtmlPage page;
  page.title = title_of(code, kTitles, "Not connected");
  page.paragraphs = {message + "."};
  if (!remedy.empty()) page.closing = {"What to do: " + remedy + "."};
  return page;
}

HtmlPage connected_page(const services::ConsentState& state) {
  HtmlPage page;
  page.title = state.integration + " is connected";
  page.paragraphs = {"This host may now use " + state.vendor +
                     (state.site.empty() ? "." : " at the site " + state.site + ".")};
  if (state.check_passed)
    page.paragraphs.emplace_back(*state.check_passed ? "The check of its permissions has passed."
                                                     : "The check of its permissions has not passed.");
  for (const auto& warning : state.warnings) page.list.emplace_back("Note", warning);
  page.closing = {"You may close this page."};
  return page;
}

HtmlPage choosing_page(const services::ConsentState& state) {
  HtmlPage page;
  page.title = "One more step: choose a site";
  page.paragraphs = {"The account sees several sites of " + state.vendor + ". Choose the one for " +
                     state.integration + " where you began, before " + state.expires_at + "."};
  for (const auto& site : state.sites)
    page.list.emplace_back(site.name, site.note.empty() ? site.id : site.note);
  page.closing = {"On the command line: host_stub integrations connect " + state.integration +
                  " --site NAME"};
  return page;
}

}  // namespace

std::string html_of(const HtmlPage& page) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
      escaped(page.title) + "</title>\n<style>" + std::string(kStyle) +
      "</style>\n</head>\n<body>\n<main>\n<h1>" + escaped(page.title) + "</h1>\n" +
      paragraphs_of(page.paragraphs);
  if (!page.list.empty()) {
    html += "<dl>\n";
    for (const auto& [term, meaning] : page.list)
      html += "<dt>" + escaped(term) + "</dt>\n<dd>" + escaped(meaning) + "</dd>\n";
    html += "</dl>\n";
  }
  html += paragraphs_of(page.closing);
  if (!page.button.empty())
    html += R"(<form method="post" action=")" + escaped(page.action) + R"("><button type="submit">)" +
            escaped(page.button) + "</button></form>\n";
  if (!page.link.empty())
    html += R"(<p><a href=")" + escaped(page.address) + R"(">)" + escaped(page.link) + "</a></p>\n";
  return html + "</main>\n</body>\n</html>\n";
}

http::Response page_answer(const HtmlPage& page, int status) {
  http::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
  response.headers.push_back({"Content-Security-Policy", std::string(kStylePolicy)});
  response.body = html_of(page);
  return response;
}

HtmlPage question_page(const services::ConsentQuestion& question, const std::string& action) {
  HtmlPage page;
  page.title = "Connect " + question.integration + " to " + question.vendor;
  page.paragraphs = {"This was begun by " + question.actor + ". If you do not know of it, close this page."};
  if (!question.scopes.empty())
    page.paragraphs.push_back(question.vendor +
                              " will ask you, with the account with which you log in there, for:");
  for (const auto& scope : question.scopes)
    page.list.emplace_back(scope.name + (scope.required ? "" : " (may be left out)"), scope.purpose);
  page.button = "Continue to " + question.vendor;
  page.action = action;
  return page;
}

HtmlPage state_page(const services::ConsentState& state) {
  if (state.problem) {
    HtmlPage page = problem_page(state.problem->code, state.problem->message, state.problem->remedy);
    for (const auto& detail : state.problem->details) {
      const auto colon = detail.find(": ");
      const bool has_term = colon != std::string::npos;
      page.list.emplace_back(has_term ? detail.substr(0, colon) : "Detail",
                             has_term ? detail.substr(colon + 2) : detail);
    }
    return page;
  }
  return state.stage == store::ConsentStage::choosing ? choosing_page(state) : connected_page(state);
}

HtmlPage problem_page(const Problem& problem) {
  return problem_page(problem.code, problem.message, problem.remedy);
}

HtmlPage not_signed_in_page(const Problem& problem, const std::string& to) {
  HtmlPage page = problem_page(problem);
  page.title = title_of(problem.code, kSignInTitles, "Not signed in");
  page.link = "To the sign-in page";
  page.address = "/sign-in?to=" + percent_encoded(to);
  return page;
}

}  // namespace itsm::host::api
