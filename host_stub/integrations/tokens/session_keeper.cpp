// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/session_keeper.hpp"

#include "host_stub/core/digest.hpp"
#include "host_stub/core/percent.hpp"
#include "host_stub/integrations/address.hpp"
#include "host_stub/integrations/credentials.hpp"
#include "host_stub/integrations/encoding.hpp"

namespace itsm::host::integrations {
namespace {

constexpr std::string_view kFieldOpen = "${credential:";
constexpr std::chrono::seconds kLogInTime{15};
constexpr std::chrono::seconds kPauseUnanswered{5};
constexpr std::chrono::minutes kPauseRefused{10};

bool is_json(const std::string& body) { return body.starts_with('{'); }

// The body with the credential's fields in it, escaped as the body wants it.
Result<std::string> filled_body(const AuthScheme& scheme, const std::map<std::string, std::string>& fields) {
  const std::string& body = scheme.session->body;
  std::string out;
  std::size_t from = 0;
  for (auto open = body.find(kFieldOpen); open != std::string::npos; open = body.find(kFieldOpen, from)) {
    const auto close = body.find('}', open);
    if (close == std::string::npos) break;
    const auto key = open + kFieldOpen.size();
    ITSM_TRY(const std::string value, credential_field(scheme, fields, body.substr(key, close - key)));
    const std::string quoted = dump(Json(value));
    out += body.substr(from, open - from);
    out += is_json(body) ? quoted.substr(1, quoted.size() - 2) : percent_encoded(value);
    from = close + 1;
  }
  return out + body.substr(from);
}

std::string token_in(const HttpResponse& answer, const std::string& pointer) {
  const auto document = parse_json(answer.body);
  if (!document) return {};
  try {
    const Json::json_pointer place(pointer);
    if (!document->contains(place)) return {};
    const Json& value = document->at(place);
    return value.is_string() ? value.get<std::string>() : value.is_number() ? value.dump() : std::string();
  } catch (const Json::exception&) {
    return {};  // the manifest's pointer is none, or leads through something that is no object
  }
}

}  // namespace

Result<std::string> SessionKeeper::token(const Account& account, const std::string& refused) {
  const IntegrationId id = account.identity.id;
  ITSM_TRY(const auto fields, secrets_.open(account.identity.owner, id));
  const std::string credential = sha256_hex(dump(Json(fields)));
  if (auto token = kept(id, credential, refused); !token.empty()) return token;
  auto turn = turns_.take(id);
  if (!turn)
    return problem(ProblemKind::unavailable, "login_waits",
                   account.identity.name + ": others wait for a log-in as well", "try again in a moment");
  if (auto token = kept(id, credential, refused); !token.empty()) return token;
  if (auto failure = turn->recent_failure(credential, clock_.now())) return unexpected(*std::move(failure));
  const Time asked_at = clock_.now();
  auto token = log_in(account, fields);
  if (!token) {
    const bool unanswered = token.error().kind == ProblemKind::unavailable;
    turn->failed(credential, token.error(), clock_.now() + (unanswered ? kPauseUnanswered : kPauseRefused));
    return token;
  }
  turn->succeeded();
  const std::int64_t life_s = account.scheme->session->life_s;
  const std::lock_guard lock(mutex_);
  kept_[id] = {*token, credential, life_s > 0 ? asked_at + std::chrono::seconds(life_s) : Time::max()};
  return token;
}

std::string SessionKeeper::kept(IntegrationId integration, const std::string& credential,
                                const std::string& refused) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(integration);
  if (found == kept_.end()) return {};
  const Kept& session = found->second;
  const bool good =
      session.credential == credential && session.token != refused && clock_.now() < session.until;
  return good ? session.token : std::string();
}

Result<std::string> SessionKeeper::log_in(const Account& account,
                                          const std::map<std::string, std::string>& fields) {
  const Session& session = *account.scheme->session;
  ITSM_TRY(const Address address, resolve(account.manifest(), account.configuration, session.origin));
  http::OutboundRequest request;
  request.method = session.method;
  request.base_url = address.base_url;
  request.target = address.path_prefix + session.target;
  request.timeout = kLogInTime;
  ITSM_TRY(request.body, filled_body(*account.scheme, fields));
  request.headers = {
      {"Accept", "application/json"},
      {"Content-Type", is_json(session.body) ? "application/json" : "application/x-www-form-urlencoded"}};
  for (const auto& field : account.scheme->fields)
    if (const auto value = fields.find(field.key); field.secret && value != fields.end())
      log_.redactor().remember(value->second);

  const auto answer = account.client->send(request);
  if (!answer)
    return problem(ProblemKind::unavailable, "vendor_unavailable",
                   account.identity.name + ": the log-in did not reach " + account.manifest().name + ": " +
                       answer.error().message,
                   "try again when the vendor answers");
  std::string token = token_in(*answer, session.token_pointer);
  if (answer->status >= 200 && answer->status < 300 && !token.empty()) {
    log_.redactor().remember(token);
    return token;
  }
  const std::string said = account.manifest().name + " answered " + std::to_string(answer->status);
  if (answer->status == 429 || answer->status >= 500)
    return problem(ProblemKind::unavailable, "vendor_unavailable",
                   account.identity.name + ": the log-in waits, " + said,
                   "try again when the vendor answers");
  return problem(
      ProblemKind::invalid, "login_refused",
      account.identity.name + ": the log-in is refused, " + said +
          (token.empty() && answer->status < 300 ? " without a session" : ""),
      "log in once in a browser to see whether the account is locked, then store a valid credential: "
      "host_stub secrets set " +
          account.identity.name + " FIELD");
}

}  // namespace itsm::host::integrations
