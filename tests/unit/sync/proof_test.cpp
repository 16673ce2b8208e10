// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/proof.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;

namespace {

const Time kNow{std::chrono::milliseconds(1'700'000'000'000)};

http::Request request(std::string body, std::vector<Header> headers, std::string query = {}) {
  http::Request made;
  made.method = "POST";
  made.body = std::move(body);
  made.headers = std::move(headers);
  made.query = std::move(query);
  return made;
}

WebhookProof hub() {
  return {.scheme = ProofScheme::hmac_sha256,
          .header = "X-Hub-Signature",
          .prefix = "sha256=",
          .encoding = "hex",
          .signed_bytes = "body",
          .secret = "webhook"};
}

// GitHub's own example, in its documentation of validating deliveries.
const std::string kSecret = "It's a Secret to Everybody";
const std::string kBody = "Hello, World!";
const std::string kSignature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

}  // namespace

TEST_CASE("a signature over the body is good for its secret and its bytes only") {
  const auto signed_request = request(kBody, {{"X-Hub-Signature", kSignature}});
  CHECK(judge(hub(), {kSecret}, signed_request, kNow) == Verdict::good);
  CHECK(judge(hub(), {"another"}, signed_request, kNow) == Verdict::wrong);
  CHECK(judge(hub(), {kSecret}, request(kBody + " ", {{"X-Hub-Signature", kSignature}}), kNow) ==
        Verdict::wrong);
  CHECK(judge(hub(), {}, signed_request, kNow) == Verdict::wrong);
  CHECK(judge(hub(), {""}, signed_request, kNow) == Verdict::wrong);
}

TEST_CASE("while secrets are changed both are good") {
  const auto signed_request = request(kBody, {{"x-hub-signature", kSignature}});
  CHECK(judge(hub(), {"the new one", kSecret}, signed_request, kNow) == Verdict::good);
  CHECK(judge(hub(), {kSecret, "the old one"}, signed_request, kNow) == Verdict::good);
}

TEST_CASE("no signature, an empty one and one of another kind are told apart from a wrong one") {
  CHECK(judge(hub(), {kSecret}, request(kBody, {}), kNow) == Verdict::none);
  CHECK(judge(hub(), {kSecret}, request(kBody, {{"X-Hub-Signature", "sha256="}}), kNow) == Verdict::none);
  CHECK(judge(hub(), {kSecret}, request(kBody, {{"X-Hub-Signature", "sha1=757107ea"}}), kNow) ==
        Verdict::none);
  CHECK(judge(hub(), {kSecret}, request(kBody, {{"X-Hub-Signature", "sha256=757107ea"}}), kNow) ==
        Verdict::wrong);
}

TEST_CASE("a delivery that was sent outside the window is too old, however well it is signed") {
  WebhookProof proof = hub();
  proof.signed_bytes = "timestamp.body";
  proof.timestamp_header = "X-Time";
  proof.window_s = 300;
  // printf '1700000000.Hello, World!' | openssl dgst -sha256 -hmac "It's a Secret to Everybody"
  const std::string signature = "sha256=76c83fd0acdf22faed320674fe8e04d528cfe8a17905e720a9611e40677c03b7";
  const auto sent = request(kBody, {{"X-Hub-Signature", signature}, {"X-Time", "1700000000"}});
  CHECK(judge(proof, {kSecret}, sent, kNow) == Verdict::good);
  CHECK(judge(proof, {kSecret}, sent, kNow + std::chrono::seconds(300)) == Verdict::good);
  CHECK(judge(proof, {kSecret}, sent, kNow + std::chrono::seconds(301)) == Verdict::too_old);
  CHECK(judge(proof, {kSecret}, sent, kNow - std::chrono::seconds(301)) == Verdict::too_old);
  const auto other_time = request(kBody, {{"X-Hub-Signature", signature}, {"X-Time", "1700000001"}});
  CHECK(judge(proof, {kSecret}, other_time, kNow) == Verdict::wrong);
}

TEST_CASE("a token is good for its secret, its algorithm and until it ends") {
  const WebhookProof proof{.scheme = ProofScheme::jwt_hs256,
                           .header = "Authorization",
                           .prefix = "Bearer ",
                           .secret = "oauth.client_secret"};
  // {"alg":"HS256","typ":"JWT"}.{"iss":"app","exp":1700000000} with the secret "client-secret"
  const std::string token =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhcHAiLCJleHAiOjE3MDAwMDAwMDB9."
      "zVH2U8ooxKgI3AUuf8JDY0lWrxa2SCcYFf4K5XquAWA";
  const auto sent = request("{}", {{"Authorization", "Bearer " + token}});
  CHECK(judge(proof, {"client-secret"}, sent, kNow) == Verdict::good);
  CHECK(judge(proof, {"another"}, sent, kNow) == Verdict::wrong);
  CHECK(judge(proof, {"client-secret"}, sent, kNow + std::chrono::minutes(2)) == Verdict::too_old);
  // {"alg":"none"}.{"iss":"app"}.
  const auto unsigned_token =
      request("{}", {{"Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJhcHAifQ."}});
  CHECK(judge(proof, {"client-secret"}, unsigned_token, kNow) == Verdict::wrong);
  CHECK(judge(proof, {"client-secret"}, request("{}", {{"Authorization", "Bearer no.token"}}), kNow) ==
        Verdict::wrong);
  CHECK(judge(proof, {"client-secret"}, request("{}", {}), kNow) == Verdict::none);
}

TEST_CASE("a secret can stand in a header, in the address or as a password") {
  const WebhookProof header{.scheme = ProofScheme::static_header, .header = "X-Token", .secret = "webhook"};
  CHECK(judge(header, {"s3cret"}, request("", {{"X-Token", "s3cret"}}), kNow) == Verdict::good);
  CHECK(judge(header, {"s3cret"}, request("", {{"X-Token", "s3cre"}}), kNow) == Verdict::wrong);
  const WebhookProof address{.scheme = ProofScheme::query_token, .parameter = "token", .secret = "webhook"};
  CHECK(judge(address, {"s3cret"}, request("", {}, "a=1&token=s3cret"), kNow) == Verdict::good);
  CHECK(judge(address, {"s3cret"}, request("", {}, "token=other"), kNow) == Verdict::wrong);
  CHECK(judge(address, {"s3cret"}, request("", {}, "a=1"), kNow) == Verdict::none);
  const WebhookProof basic{.scheme = ProofScheme::basic, .header = "Authorization", .secret = "webhook"};
  CHECK(judge(basic, {"desk:s3cret"}, request("", {{"Authorization", "Basic ZGVzazpzM2NyZXQ="}}), kNow) ==
        Verdict::good);
}

TEST_CASE("what is proved by the secret is taken, whatever the proof") {
  std::vector<WebhookProof> proofs{hub(), hub(), hub()};
  proofs[1].encoding = "base64";
  proofs[2].signed_bytes = "timestamp.body";
  proofs[2].timestamp_header = "X-Sent";
  proofs[2].window_s = 60;
  const WebhookProof header{.scheme = ProofScheme::static_header, .header = "X-Token", .secret = "webhook"};
  const WebhookProof basic{.scheme = ProofScheme::basic, .header = "Authorization", .secret = "webhook"};
  const WebhookProof token{
      .scheme = ProofScheme::jwt_hs256, .header = "Authorization", .prefix = "JWT ", .secret = "webhook"};
  const WebhookProof query{.scheme = ProofScheme::query_token, .parameter = "token", .secret = "webhook"};
  for (const auto& one : {header, basic, token, query}) proofs.push_back(one);
  for (const auto& proof : proofs) {
    INFO(name_of(proof.scheme) << " " << proof.encoding << " " << proof.signed_bytes);
    auto delivery = request(kBody, {});
    prove(proof, kSecret, delivery, kNow);
    CHECK(judge(proof, {kSecret}, delivery, kNow) == Verdict::good);
    CHECK(judge(proof, {"another"}, delivery, kNow) == Verdict::wrong);
  }
}

TEST_CASE("the answer to a test is another for each question and each secret") {
  CHECK(answer_to_test(kSecret, "one") == answer_to_test(kSecret, "one"));
  CHECK(answer_to_test(kSecret, "one") != answer_to_test(kSecret, "two"));
  CHECK(answer_to_test(kSecret, "one") != answer_to_test("another", "one"));
}

TEST_CASE("the strongest proof that a stored secret can check is wanted, unless another is named") {
  const std::vector<WebhookProof> declared{
      hub(),
      {.scheme = ProofScheme::jwt_hs256, .secret = "oauth.client_secret"},
      {.scheme = ProofScheme::query_token, .parameter = "token", .secret = "webhook"}};
  CHECK(chosen_proof(declared, "", {"webhook"})->scheme == ProofScheme::hmac_sha256);
  CHECK(chosen_proof(declared, "", {"oauth.client_secret"})->scheme == ProofScheme::jwt_hs256);
  CHECK(chosen_proof(declared, "query-token", {"webhook"})->scheme == ProofScheme::query_token);
  CHECK(chosen_proof(declared, "", {}) == nullptr);
  CHECK(chosen_proof(declared, "basic", {"webhook"}) == nullptr);
}

TEST_CASE("the address that is kept holds no secret") {
  CHECK(without_parameter("token=s3cret", "token").empty());
  CHECK(without_parameter("a=1&token=s3cret&b=2", "token") == "a=1&b=2");
  CHECK(without_parameter("tokens=1", "token") == "tokens=1");
}
