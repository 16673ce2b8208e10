// SPDX-License-Identifier: Apache-2.0
#include "host_stub/observe/redaction.hpp"

#include "tests/support/catch.hpp"

using itsm::host::observe::Redactor;

TEST_CASE("a remembered secret disappears from a text, wherever it stands") {
  Redactor redactor;
  redactor.remember("hunter2-token");
  CHECK(redactor.redact("a hunter2-token b hunter2-token") == "a [secret] b [secret]");
}

TEST_CASE("a secret disappears in the forms in which it travels") {
  Redactor redactor;
  redactor.remember("pass\"word /1");
  CHECK(redactor.redact(R"({"password":"pass\"word /1"})") == R"({"password":"[secret]"})");
  CHECK(redactor.redact("?token=pass%22word%20%2F1&x") == "?token=[secret]&x");
}

TEST_CASE("no part of a longer secret survives a shorter one") {
  Redactor redactor;
  redactor.remember("secret");
  redactor.remember("secret-and-more");
  CHECK(redactor.redact("secret-and-more") == "[secret]");
}

TEST_CASE("a value too short to be told from ordinary text is left alone") {
  Redactor redactor;
  redactor.remember("abc");
  CHECK(redactor.redact("abcdef") == "abcdef");
}

TEST_CASE("tokens that are renewed for years do not pile up, and the one in use stays remembered") {
  Redactor redactor;
  redactor.remember("a-password-in-use");
  for (int i = 0; i < 5000; ++i) {
    redactor.remember("token-" + std::to_string(100'000 + i));
    redactor.remember("a-password-in-use");
  }
  CHECK(redactor.redact("a-password-in-use") == "[secret]");
  CHECK(redactor.redact("token-104999") == "[secret]");
  CHECK(redactor.redact("token-100000") == "token-100000");
}
