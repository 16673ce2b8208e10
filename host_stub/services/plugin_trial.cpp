// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/plugin_trial.hpp"

#include <algorithm>
#include <functional>

#include <itsm/rich_text.hpp>

#include "host_stub/core/near_match.hpp"
#include "host_stub/push/target_schemas.hpp"
#include "host_stub/services/trial_account.hpp"

namespace itsm::host::services {
namespace {

using integrations::LiveIntegration;

constexpr std::chrono::seconds kForAWrite{60};

// One call in the making.
struct Trial {
  LiveIntegration& live;
  const TrialOrder& order;
  Time deadline;

  const std::string& word(std::size_t index) const { return order.words[index]; }
  std::string optional_word(std::size_t index) const {
    return index < order.words.size() ? order.words[index] : std::string();
  }
};

template <class Request>
Result<Request> request_of(const Trial& trial, const std::function<Result<Request>()>& from_words) {
  if (!trial.order.request) return from_words();
  try {
    return from_document<Request>(*trial.order.request);
  } catch (const DocumentError& wrong) {
    return problem(ProblemKind::invalid, "request_wrong", std::string("the request ") + wrong.what(),
                   "its schema is share/itsm/schema/" + std::string(Request::kDocument) + ".schema.json");
  }
}

template <class Document>
Result<TrialAnswer> answered(const Result<Document>& answer) {
  if (!answer) return unexpected(answer.error());
  return TrialAnswer{to_document(*answer), true};
}

// A project and a type as people call them, looked up where the plugin has pickers.
struct Place {
  Named project{};
  Named type{};
};
Result<Place> place_named(const Trial& trial, const std::string& project, const std::string& type) {
  if (trial.live.manifest().picker_for(PickerRole::project) == nullptr)
    return Place{{{}, project}, {{}, type}};
  push::TargetSchemas schemas(trial.live, CreationMode::standalone, {});
  policy::Target target;
  target.project = project;
  if (!type.empty()) target.types = {type};
  ITSM_TRY(const push::TargetAnswer found, schemas.resolve(target));
  if (found.schema == nullptr)
    return problem(ProblemKind::invalid, "words_wrong", found.problem,
                   "name a project and a type that the vendor shows: host_stub plugins try FILE options");
  return Place{found.schema->project, found.schema->type};
}

Result<TrialAnswer> check_call(const Trial& trial) {
  CheckRequest request;
  for (const auto& project : trial.order.words) request.projects.push_back({{}, project});
  return answered(trial.live.check(request));
}

Result<TrialAnswer> fetch_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<FetchRequest>(trial, [&]() -> Result<FetchRequest> {
             FetchRequest made;
             for (const auto& key : trial.order.words) made.refs.push_back({.key = key});
             return made;
           }));
  return answered(trial.live.fetch(request));
}

Result<TrialAnswer> find_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<FindRequest>(trial, [&]() -> Result<FindRequest> {
             return FindRequest{trial.order.words};
           }));
  return answered(trial.live.find(request));
}

Result<TrialAnswer> options_call(const Trial& trial) {
  ITSM_TRY(auto request, request_of<OptionsRequest>(trial, [&]() -> Result<OptionsRequest> {
             OptionsRequest made{.picker = trial.word(0)};
             for (std::size_t i = 1; i < trial.order.words.size(); ++i) {
               const std::string& word = trial.word(i);
               const auto equals = word.find('=');
               if (equals == std::string::npos)
                 made.query = word;
               else
                 made.context[word.substr(0, equals)] = word.substr(equals + 1);
             }
             return made;
           }));
  if (const Picker* picker = push::find_picker(trial.live.manifest(), request.picker))
    request.picker = picker->id;
  return answered(trial.live.options(request));
}

Result<TrialAnswer> fields_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<FieldsRequest>(trial, [&]() -> Result<FieldsRequest> {
             ITSM_TRY(const Place place, place_named(trial, trial.word(0), trial.optional_word(1)));
             FieldsRequest made;
             made.project = place.project;
             made.type = place.type;
             return made;
           }));
  return answered(trial.live.fields(request));
}

Result<TrialAnswer> changes_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<ChangesRequest>(trial, [&]() -> Result<ChangesRequest> {
             return ChangesRequest{.cursor = trial.optional_word(0)};
           }));
  return answered(trial.live.changes(request));
}

Result<TrialAnswer> comments_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<CommentsRequest>(trial, [&]() -> Result<CommentsRequest> {
             CommentsRequest made;
             made.ref.key = trial.word(0);
             return made;
           }));
  return answered(trial.live.comments(request));
}

Result<TrialAnswer> create_call(const Trial& trial) {
  ITSM_TRY(const auto request, request_of<CreateRequest>(trial, [&]() -> Result<CreateRequest> {
             ITSM_TRY(const Place place, place_named(trial, trial.word(0), trial.word(1)));
             TicketDraft draft;
             draft.correlation_key = "try-" + std::to_string(trial.deadline.time_since_epoch().count());
             draft.project = place.project;
             draft.type = place.type;
             draft.summary = trial.word(2);
             draft.description.blocks.push_back(paragraph({{.text = "Made by a trial of a plugin."}}));
             return CreateRequest{{std::move(draft)}};
           }));
  ITSM_TRY(const auto planned, trial.live.rehearse(request));
  if (!trial.order.send) return TrialAnswer{to_document(planned), true};
  const auto judgement = trial.live.create(request, planned, trial.deadline);
  const bool done = std::all_of(judgement.outcomes.begin(), judgement.outcomes.end(),
                                [](const Outcome& outcome) { return outcome.kind == OutcomeKind::created; });
  return TrialAnswer{to_document(CreateResult{judgement.outcomes}), done};
}

// Of writes to a ticket that exists there is no dry run.
template <class Request, class Document>
Result<TrialAnswer> write_call(const Trial& trial,
                               integrations::Written<Document> (LiveIntegration::*write)(const Request&,
                                                                                         Time),
                               const std::function<Result<Request>()>& from_words) {
  ITSM_TRY(const auto request, request_of<Request>(trial, from_words));
  if (!trial.order.send)
    return problem(ProblemKind::invalid, "send_needed", "this call changes a ticket at the vendor",
                   "add --send to have it done");
  const auto written = (trial.live.*write)(request, trial.deadline);
  const bool done = written.judgement.outcomes.front().kind == OutcomeKind::created;
  if (written.answer) return TrialAnswer{to_document(*written.answer), done};
  Json document = to_document(written.judgement.outcomes.front());
  if (!written.reachable.empty()) document["reachable"] = written.reachable;
  return TrialAnswer{std::move(document), done};
}

Result<TrialAnswer> update_call(const Trial& trial) {
  return write_call<UpdateRequest>(trial, &LiveIntegration::update, [&]() -> Result<UpdateRequest> {
    UpdateRequest made;
    made.ref.key = trial.word(0);
    made.summary = trial.word(1);
    return made;
  });
}

Result<TrialAnswer> transition_call(const Trial& trial) {
  return write_call<TransitionRequest>(trial, &LiveIntegration::transition,
                                       [&]() -> Result<TransitionRequest> {
                                         TransitionRequest made;
                                         made.ref.key = trial.word(0);
                                         made.status.name = trial.word(1);
                                         return made;
                                       });
}

Result<TrialAnswer> comment_call(const Trial& trial) {
  return write_call<CommentRequest>(trial, &LiveIntegration::comment, [&]() -> Result<CommentRequest> {
    CommentRequest made;
    made.ref.key = trial.word(0);
    made.body.blocks.push_back(paragraph({{.text = trial.word(1)}}));
    return made;
  });
}

struct TrialCall {
  std::string_view name;
  std::string_view words;
  std::size_t least;  // of words
  std::size_t most;
  Result<TrialAnswer> (*run)(const Trial&);
};

constexpr std::size_t kAny = 1000;
constexpr TrialCall kCalls[] = {{"check", "[PROJECT...]", 0, kAny, check_call},
                                {"options", "PICKER [QUERY] [PICKER=ID...]", 1, kAny, options_call},
                                {"fields", "PROJECT [TYPE]", 1, 2, fields_call},
                                {"create", "PROJECT TYPE SUMMARY", 3, 3, create_call},
                                {"fetch", "KEY...", 1, kAny, fetch_call},
                                {"find", "CORRELATION_KEY...", 1, kAny, find_call},
                                {"update", "KEY SUMMARY", 2, 2, update_call},
                                {"transition", "KEY STATUS", 2, 2, transition_call},
                                {"comment", "KEY TEXT", 2, 2, comment_call},
                                {"comments", "KEY", 1, 1, comments_call},
                                {"changes", "[CURSOR]", 0, 1, changes_call}};

Result<const TrialCall*> call_named(const TrialOrder& order) {
  std::vector<std::string> names;
  for (const TrialCall& call : kCalls) {
    names.emplace_back(call.name);
    if (call.name != order.call) continue;
    if (order.request || (order.words.size() >= call.least && order.words.size() <= call.most)) return &call;
    return problem(ProblemKind::invalid, "words_wrong", order.call + " is about: " + std::string(call.words),
                   "or give the whole request with --request");
  }
  const std::string_view near = nearest(order.call, names);
  std::string known;
  for (const auto& name : names) known += (known.empty() ? "" : ", ") + name;
  return problem(ProblemKind::invalid, "call_unknown", "there is no call '" + order.call + "'",
                 near.empty() ? "there are: " + known : "did you mean " + std::string(near) + "?");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> trial_calls() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const TrialCall& call : kCalls) out.emplace_back(call.name, call.words);
  return out;
}

Result<TrialAnswer> try_plugin(const TrialRoom& room, const TrialOrder& order) {
  ITSM_TRY(const TrialCall* const call, call_named(order));
  ITSM_TRY(const auto live, open_for_trial(room, order));
  auto answer = call->run({*live, order, room.clock->now() + kForAWrite});
  if (answer || answer.error().code != "credential_missing") return answer;
  Problem missing = std::move(answer).error();
  missing.remedy = "add a line FIELD=VALUE for it to the file that --secret-file names";
  return unexpected(std::move(missing));
}

}  // namespace itsm::host::services
