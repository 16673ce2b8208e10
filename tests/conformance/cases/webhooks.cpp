// SPDX-License-Identifier: Apache-2.0
// Being told.
#include <algorithm>
#include <set>

#include "tests/conformance/bench.hpp"
#include "tests/conformance/proof.hpp"

namespace itsm::conformance {
namespace {

constexpr std::size_t kMutations = 400;

// Borrows the sample's bytes.
Delivery delivery_of(const WebhookSample& sample) {
  Delivery delivery;
  delivery.received =
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(1'767'225'600'000));
  for (const auto& [name, value] : sample.headers) delivery.headers.push_back({name, value});
  delivery.query = sample.query;
  delivery.body = sample.body;
  return delivery;
}

Result<WebhookEvents, Finding> normalised(Bench& bench, Desk& desk,
                                          const std::vector<WebhookSample>& samples) {
  std::vector<Delivery> deliveries;
  for (const WebhookSample& sample : samples) deliveries.push_back(delivery_of(sample));
  ITSM_TRY(WebhookEvents events, must(desk.normalise(deliveries), "normalise"));
  std::set<std::size_t> answered;
  for (const WebhookEvent& event : events.events) {
    const std::string seen = dump(to_document(event));
    if (event.delivery >= deliveries.size()) return failed("the index of a delivery", seen);
    answered.insert(event.delivery);
    if (event.kind == EventKind::ignored && event.reason.empty())
      return failed("a reason why an event is ignored", seen);
    if (event.kind != EventKind::ignored && event.ticket_id.empty())
      return failed("the ticket's id, or an ignored event", seen);
    if (event.kind == EventKind::comment && !event.comment)
      return failed("the comment of a comment event", seen);
  }
  if (answered.size() != deliveries.size())
    return failed("an event for every delivery", dump(to_document(events)));
  if (!bench.host().requests().empty())
    return failed("normalise asks nobody", bench.host().requests().front().target);
  return events;
}

std::vector<WebhookSample> expected_samples(const Bench& bench) {
  std::vector<WebhookSample> samples;
  std::ranges::copy_if(bench.quirks().webhooks, std::back_inserter(samples),
                       [](const WebhookSample& sample) { return sample.kind.has_value(); });
  return samples;
}

Judgement webhook_samples_are_understood(Bench& bench) {
  const std::vector<WebhookSample> samples = expected_samples(bench);
  if (samples.empty()) return skipped("the quirks have no webhook samples with an expected kind");
  ITSM_TRY(const auto desk, bench.open());
  for (const WebhookSample& sample : samples) {
    ITSM_TRY(const WebhookEvents events, normalised(bench, *desk, {sample}));
    const WebhookEvent& event = events.events.front();
    const std::string seen = dump(to_document(event));
    ITSM_CHECK(
        expect(event.kind == *sample.kind, sample.name + " is " + std::string(name_of(*sample.kind)), seen));
    ITSM_CHECK(expect(sample.ticket_id.empty() || event.ticket_id == sample.ticket_id,
                      sample.name + " is of the ticket " + sample.ticket_id, seen));
    ITSM_CHECK(expect(sample.ticket_key.empty() || event.ticket_key == sample.ticket_key,
                      sample.name + " is of the ticket " + sample.ticket_key, seen));
    for (const std::string& field : sample.changed)
      ITSM_CHECK(expect(std::ranges::find(event.changed, field) != event.changed.end(),
                        sample.name + " says that " + field + " changed", seen));
  }
  return {};
}

Judgement one_bad_of_many(Bench& bench) {
  std::vector<WebhookSample> samples = expected_samples(bench);
  if (samples.empty()) return skipped("the quirks have no webhook samples with an expected kind");
  ITSM_TRY(const auto desk, bench.open());
  const WebhookSample good = samples.front();
  ITSM_TRY(const WebhookEvents alone, normalised(bench, *desk, {good}));
  for (const char* const body : {"", "{", "null", "[]", "\xff\xfe", "{\"issue\": 7}"}) {
    ITSM_TRY(const WebhookEvents events,
             normalised(bench, *desk, {good, {.name = "bad", .body = body}, good}));
    for (WebhookEvent event : events.events) {
      if (event.delivery == 1) {
        ITSM_CHECK(expect(event.kind == EventKind::ignored, "what cannot be read is ignored, with its reason",
                          dump(to_document(event))));
        continue;
      }
      event.delivery = 0;
      ITSM_CHECK(expect(to_document(event) == to_document(alone.events.front()),
                        "its neighbours are as alone", dump(to_document(event))));
    }
  }
  return {};
}

Judgement replay_is_the_same_event(Bench& bench) {
  const std::vector<WebhookSample> samples = expected_samples(bench);
  if (samples.empty()) return skipped("the quirks have no webhook samples with an expected kind");
  ITSM_TRY(const auto desk, bench.open());
  for (const WebhookSample& sample : samples) {
    ITSM_TRY(const WebhookEvents first, normalised(bench, *desk, {sample}));
    ITSM_TRY(const WebhookEvents second, normalised(bench, *desk, {sample}));
    ITSM_CHECK(expect(to_document(first) == to_document(second),
                      sample.name + " twice is the same event twice", dump(to_document(second))));
  }
  return {};
}

// A byte changed, a part cut out or doubled, or another sample's part put in.
std::string mutated(std::mt19937_64& random, std::string text, const std::string& other) {
  const auto at = [&](const std::string& in) { return in.empty() ? 0 : random() % in.size(); };
  for (std::size_t i = random() % 4; i < 4; ++i) {
    const std::size_t begin = at(text);
    const std::size_t size = random() % 40;
    switch (random() % 4) {
      case 0:
        if (!text.empty()) text[begin] = static_cast<char>(random() % 256);
        break;
      case 1:
        text.erase(begin, size);
        break;
      case 2:
        text.insert(begin, text.substr(begin, size));
        break;
      default:
        text.insert(begin, other.substr(std::min(at(other), other.size()), size));
    }
  }
  return text;
}

Judgement normalise_survives_anything(Bench& bench) {
  std::vector<WebhookSample> samples = bench.quirks().webhooks;
  samples.push_back(
      {.name = "small", .body = R"({"id": 1, "event": "updated", "items": [{"a": null}], "time": "x"})"});
  ITSM_TRY(const auto desk, bench.open());
  for (std::size_t i = 0; i < kMutations; ++i) {
    std::vector<WebhookSample> batch;
    for (std::size_t n = 0; n < 4; ++n) {
      WebhookSample sample = samples[bench.random()() % samples.size()];
      sample.body = mutated(bench.random(), sample.body, samples[bench.random()() % samples.size()].body);
      batch.push_back(std::move(sample));
    }
    auto events = normalised(bench, *desk, batch);
    if (events) continue;
    events.error().seen +=
        "; the batch was " + Json(batch[0].body).dump(-1, ' ', true, Json::error_handler_t::replace);
    return unexpected(std::move(events.error()));
  }
  return {};
}

Judgement for_signed(Bench& bench,
                     const std::function<Judgement(const WebhookProof&, const WebhookSample&)>& judge) {
  bool any = false;
  for (const WebhookSample& sample : bench.quirks().webhooks) {
    if (!sample.scheme) continue;
    const auto proof =
        std::ranges::find(bench.manifest().webhook_proofs, *sample.scheme, &WebhookProof::scheme);
    if (proof == bench.manifest().webhook_proofs.end())
      return failed("the manifest declares the proof of " + sample.name, "it does not");
    any = true;
    ITSM_CHECK(judge(*proof, sample));
  }
  return any ? Judgement{} : skipped("the quirks have no signed webhook samples");
}

Judgement good_signature(Bench& bench) {
  return for_signed(bench, [](const WebhookProof& proof, const WebhookSample& sample) {
    return expect(proves(proof, sample), "the declared proof holds for " + sample.name, "it does not");
  });
}

Judgement one_bit_flipped(Bench& bench) {
  return for_signed(bench, [](const WebhookProof& proof, WebhookSample sample) -> Judgement {
    WebhookSample other_secret = sample;
    other_secret.secret += "x";
    ITSM_CHECK(expect(!proves(proof, other_secret), "another secret proves nothing", sample.name));
    if (proof.scheme != ProofScheme::hmac_sha256) return {};
    for (char& c : sample.body) {
      c = static_cast<char>(c ^ 1);
      ITSM_CHECK(expect(!proves(proof, sample), "every bit of the body is covered", sample.name));
      c = static_cast<char>(c ^ 1);
    }
    return {};
  });
}

Judgement empty_signature(Bench& bench) {
  return for_signed(bench, [](const WebhookProof& proof, WebhookSample sample) -> Judgement {
    for (auto& [name, value] : sample.headers) value = proof.prefix;
    sample.query.clear();
    ITSM_CHECK(expect(!proves(proof, sample), "an empty proof proves nothing", sample.name));
    sample.headers.clear();
    return expect(!proves(proof, sample), "no proof proves nothing", sample.name);
  });
}

Judgement failed_unsubscribe_is_told(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  const Subscriptions kept{{{"1", {}, {}}}};
  for (const Result<HttpResponse>& answer :
       {Result<HttpResponse>(HttpResponse{401, {}, "{}"}), Result<HttpResponse>(HttpResponse{503, {}, "{}"}),
        Result<HttpResponse>(HttpResponse{200, {{"Content-Type", "text/html"}}, "<html></html>"}),
        Result<HttpResponse>(failure(Status::uncertain, "the connection was lost"))}) {
    bench.host().answer_all(answer);
    const auto left = desk->unsubscribe(kept);
    ITSM_CHECK(expect(!left || (left->subscriptions.size() == 1 && left->subscriptions[0].id == "1"),
                      "an error, or the registration among those that are left",
                      left ? dump(to_document(*left)) : text_of(left.error())));
  }
  for (const Status status : {Status::recorded, Status::cancelled, Status::uncertain}) {
    bench.host().answer_all(failure(status, "the host says so"));
    bench.host().forget();
    const auto left = desk->unsubscribe(kept);
    if (!left && left.error().status == Status::unsupported && bench.host().requests().empty()) continue;
    ITSM_CHECK(expect(!left && left.error().status == status,
                      "what the host says of the request: " + std::string(name_of(status)),
                      left ? dump(to_document(*left)) : text_of(left.error())));
  }
  return {};
}

Judgement subscription_lives_and_ends(Bench& bench) {
  if (bench.target().webhook_url.empty()) return skipped("the target names no webhook_url");
  ITSM_TRY(const auto desk, bench.connect());
  if (!bench.target().webhooks_by_hand.empty()) {
    const auto refused = desk->subscribe({bench.target().webhook_url, {bench.target().project}});
    return expect(
        !refused && refused.error().status == Status::unsupported && !refused.error().message.empty(),
        "subscribe is unsupported and says what to do instead",
        refused ? dump(to_document(*refused)) : text_of(refused.error()));
  }
  ITSM_TRY(const Subscriptions made,
           must(desk->subscribe({bench.target().webhook_url, {bench.target().project}}), "subscribe"));
  ITSM_CHECK(expect(!made.subscriptions.empty() && !made.subscriptions[0].id.empty(),
                    "a registration with an id", dump(to_document(made))));
  const auto renewed = desk->renew(made);
  const auto left = desk->unsubscribe(made);
  ITSM_CHECK(expect(renewed.has_value(), "renew succeeds", renewed ? "" : text_of(renewed.error())));
  ITSM_CHECK(expect(renewed->subscriptions.size() == made.subscriptions.size(), "all of them renewed",
                    dump(to_document(*renewed))));
  ITSM_CHECK(
      expect(bench.manifest().timing.webhook_life_s == 0 || !renewed->subscriptions[0].expires_at.empty(),
             "when it expires, since the manifest says that it does", dump(to_document(*renewed))));
  ITSM_CHECK(expect(left && left->subscriptions.empty(), "unsubscribe removes all",
                    left ? dump(to_document(*left)) : text_of(left.error())));
  ITSM_TRY(const Subscriptions again, must(desk->unsubscribe(made), "unsubscribe of what is gone"));
  return expect(again.subscriptions.empty(), "what is gone counts as removed", dump(to_document(again)));
}

}  // namespace

std::vector<Case> webhook_cases() {
  return {
      {"webhook-samples-are-understood",
       "Each of the vendor's events becomes what it is.",
       Needs::nothing,
       {Operation::normalise},
       &webhook_samples_are_understood},
      {"webhook-one-bad-of-many",
       "A delivery that cannot be read is ignored with its reason, and its neighbours are read.",
       Needs::nothing,
       {Operation::normalise},
       &one_bad_of_many},
      {"webhook-replay-is-the-same-event",
       "The same delivery is the same event every time.",
       Needs::nothing,
       {Operation::normalise},
       &replay_is_the_same_event},
      {"normalise-survives-anything",
       "Whatever bytes arrive, each delivery gets its event and nothing crashes.",
       Needs::nothing,
       {Operation::normalise},
       &normalise_survives_anything},
      {"webhook-good-signature",
       "The proof that the manifest declares is the one that the vendor gives.",
       Needs::nothing,
       {Operation::normalise},
       &good_signature},
      {"webhook-one-bit-flipped",
       "A changed body or another secret breaks the proof.",
       Needs::nothing,
       {Operation::normalise},
       &one_bit_flipped},
      {"webhook-empty-signature",
       "An empty or missing proof proves nothing.",
       Needs::nothing,
       {Operation::normalise},
       &empty_signature},
      {"failed-unsubscribe-is-told",
       "A registration that could not be removed is told as left; what says nothing of it ends the call.",
       Needs::nothing,
       {Operation::unsubscribe},
       &failed_unsubscribe_is_told},
      {"subscription-lives-and-ends",
       "A webhook is registered, renewed and removed.",
       Needs::target,
       {Operation::subscribe},
       &subscription_lives_and_ends},
  };
}

}  // namespace itsm::conformance
