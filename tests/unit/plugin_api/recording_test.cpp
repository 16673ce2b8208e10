// SPDX-License-Identifier: Apache-2.0
#include <itsm/testing/recording.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;
using itsm::testing::without_secrets;

TEST_CASE("no secret of a body is recorded, wherever it stands", "[plugin_api]") {
  CHECK(
      without_secrets(R"({"grant_type": "refresh_token", "refresh_token": "r-1", "client_secret": "s-1"})") ==
      Json({{"grant_type", "refresh_token"}, {"refresh_token", "***"}, {"client_secret", "***"}}));
  CHECK(without_secrets(R"({"webhooks": [{"configuration": {"SECRET": "s-1", "EXCLUDE_BODY": "false"}}]})") ==
        Json::parse(R"({"webhooks": [{"configuration": {"SECRET": "***", "EXCLUDE_BODY": "false"}}]})"));
  CHECK(without_secrets(
            R"({"session": {"name": "JSESSIONID", "value": "v-1"}, "url": "https://h/in?a=1&token=t-1"})") ==
        Json({{"session", "***"}, {"url", "https://h/in?a=1&token=***"}}));
}

TEST_CASE("what is no secret is recorded as it was, and no body as null", "[plugin_api]") {
  const Json error = {{"code", 401}, {"message", "Unauthorized"}, {"nextPageToken", "page-2"}};
  CHECK(without_secrets(error.dump()) == error);
  CHECK(without_secrets("").is_null());
}

TEST_CASE("a body that is not JSON is withheld, since nobody knows what is in it", "[plugin_api]") {
  CHECK(without_secrets("username=robot&password=p-1") == Json({{"withheld_bytes", 27}}));
}
