// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/pages.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::api {
namespace {

TEST_CASE("what comes from a vendor or an operator is text on a page, never markup") {
  services::ConsentState state;
  state.integration = "<b>desk</b>";
  state.vendor = "A & B";
  state.stage = store::ConsentStage::failed;
  state.problem =
      services::ConsentProblem{"consent_failed", "<script>alert(1)</script>", "say \"no\"", {"a: <i>"}};
  const std::string html = html_of(state_page(state));
  CHECK(html.find("<script>") == std::string::npos);
  CHECK(html.find("<i>") == std::string::npos);
  CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
  CHECK(html.find("say &quot;no&quot;") != std::string::npos);
  services::ConsentQuestion question{"<b>", "\"><x", "me", {{"<s>", "why", true}}};
  const std::string asked = html_of(question_page(question, "/path?a=\"b"));
  CHECK(asked.find("<x") == std::string::npos);
  CHECK(asked.find("<s>") == std::string::npos);
  CHECK(asked.find("action=\"/path?a=&quot;b\"") != std::string::npos);
}

TEST_CASE("a page says its language, has one heading, and works without scripts and other files") {
  const std::string html = html_of(
      problem_page(Problem{ProblemKind::conflict, "consent_expired", "it is over", "begin again", {}}));
  CHECK(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
  CHECK(html.find("<h1>This consent has expired</h1>") != std::string::npos);
  CHECK(html.find("<h1>", html.find("<h1>") + 1) == std::string::npos);
  CHECK(html.find("<title>This consent has expired</title>") != std::string::npos);
  CHECK(html.find("What to do: begin again.") != std::string::npos);
  for (const auto* const forbidden : {"<script", "style=", "<link", "src=", "url(", "onclick"})
    CHECK(html.find(forbidden) == std::string::npos);
}

}  // namespace
}  // namespace itsm::host::api
