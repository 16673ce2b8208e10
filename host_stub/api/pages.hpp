// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host_stub/api/answer.hpp"
#include "host_stub/services/consents.hpp"

// What a browser shows while somebody consents at a vendor or signs in by a provider. Plain HTML with one
// style of its own, which works without scripts and without the workbench.
namespace itsm::host::api {

struct HtmlPage {
  std::string title{};
  std::vector<std::string> paragraphs{};
  std::vector<std::pair<std::string, std::string>> list{};  // a term and what it means
  std::vector<std::string> closing{};                       // paragraphs below the list
  std::string button{};                                     // its words; empty: there is none
  std::string action{};                                     // where the button posts to
  std::string link{};                                       // its words; empty: there is none
  std::string address{};                                    // where the link leads
};

std::string html_of(const HtmlPage& page);
http::Response page_answer(const HtmlPage& page, int status = 200);

// Before the vendor asks: what it will ask, and why. The button posts to `action`.
HtmlPage question_page(const services::ConsentQuestion& question, const std::string& action);
// Afterwards: connected, to be chosen, or why not.
HtmlPage state_page(const services::ConsentState& state);
HtmlPage problem_page(const Problem& problem);
// Why somebody could not sign in by a provider, with the way back to the sign-in page for `to`.
HtmlPage not_signed_in_page(const Problem& problem, const std::string& to);

}  // namespace itsm::host::api
