// SPDX-License-Identifier: Apache-2.0
// The vendor's live schema: pickers and forms.
#include <algorithm>
#include <set>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

constexpr int kMostPages = 300;

// What the suite can choose beforehand; nothing when a picker depends on more.
std::optional<OptionsRequest> request_for(const Bench& bench, const Picker& picker) {
  OptionsRequest request{.picker = picker.id};
  for (const std::string& other : picker.depends_on) {
    if (other != "project" && other != "type") return std::nullopt;
    request.context[other] = other == "project" ? bench.target().project.id : bench.target().type.id;
  }
  return request;
}

Result<std::vector<Option>, Finding> all_options(Desk& desk, OptionsRequest request) {
  std::vector<Option> options;
  for (int pages = 0; pages < kMostPages; ++pages) {
    ITSM_TRY(OptionsPage page, must(desk.options(request), "options of " + request.picker));
    if (!page.missing.empty())
      return failed("options of " + request.picker + " with all that it depends on", dump(to_document(page)));
    std::move(page.options.begin(), page.options.end(), std::back_inserter(options));
    if (page.next_cursor.empty()) return options;
    if (page.next_cursor == request.cursor)
      return failed("the pages of " + request.picker + " move on", "the cursor stays the same");
    request.cursor = page.next_cursor;
  }
  return failed("the pages of " + request.picker + " end",
                std::to_string(kMostPages) + " pages and more to come");
}

std::vector<std::string> ids_of(const std::vector<Option>& options) {
  std::vector<std::string> ids;
  for (const Option& option : options) ids.push_back(option.id);
  return ids;
}

// Runs judge for every picker that the suite can ask.
template <class Judge>
Judgement for_pickers(Bench& bench, Desk& desk, Judge judge) {
  for (const Picker& picker : bench.manifest().pickers)
    if (const auto request = request_for(bench, picker)) ITSM_CHECK(judge(desk, picker, *request));
  return {};
}

Judgement picker_pages(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  return for_pickers(bench, *desk, [](Desk& open, const Picker& picker, OptionsRequest request) -> Judgement {
    ITSM_TRY(const std::vector<Option> whole, all_options(open, request));
    const std::vector<std::string> ids = ids_of(whole);
    const std::set<std::string> unique(ids.begin(), ids.end());
    ITSM_CHECK(expect(unique.size() == ids.size() && !unique.contains(""),
                      picker.id + ": every option once, with an id", Json(ids).dump()));
    for (const Option& option : whole)
      ITSM_CHECK(expect(!option.name.empty(), picker.id + ": a name for people", option.id));
    if (!picker.paged) return {};
    for (const std::size_t limit : {1U, 2U}) {
      request.limit = limit;
      ITSM_TRY(const std::vector<Option> pieces, all_options(open, request));
      ITSM_CHECK(
          expect(ids_of(pieces) == ids,
                 picker.id + " in pages of " + std::to_string(limit) + " as in one: " + Json(ids).dump(),
                 Json(ids_of(pieces)).dump()));
    }
    return {};
  });
}

Judgement picker_search_finds(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  return for_pickers(bench, *desk, [](Desk& open, const Picker& picker, OptionsRequest request) -> Judgement {
    if (!picker.searchable) return {};
    ITSM_TRY(const std::vector<Option> whole, all_options(open, request));
    if (whole.empty()) return {};
    request.query = whole.back().name;
    ITSM_TRY(const std::vector<Option> found, all_options(open, request));
    ITSM_CHECK(expect(std::ranges::find(found, whole.back().id, &Option::id) != found.end(),
                      picker.id + " finds '" + request.query + "'", Json(ids_of(found)).dump()));
    request.query = "nobody has this name 7b1f";
    ITSM_TRY(const std::vector<Option> none, all_options(open, request));
    return expect(none.empty(), picker.id + " finds nothing for '" + request.query + "'",
                  Json(ids_of(none)).dump());
  });
}

Judgement picker_search_escapes(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  return for_pickers(bench, *desk, [](Desk& open, const Picker& picker, OptionsRequest request) -> Judgement {
    if (!picker.searchable) return {};
    for (const char* const typed :
         {"\"", "'", "%", "a&startAt=0", "#", "\\", "* OR *", "漢 \U0001F525", "a+b", "${x}", "<b>"}) {
      request.query = typed;
      ITSM_TRY(const std::vector<Option> found, all_options(open, request));
      for (const HttpRequest& sent : open.host().requests())
        ITSM_CHECK(
            expect(sent.target.find('#') == std::string::npos && sent.target.find(' ') == std::string::npos,
                   "what was typed is escaped", sent.target));
    }
    return {};
  });
}

Judgement picker_says_what_is_missing(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(failure(Status::unavailable, "nobody is there"));
  for (const Picker& picker : bench.manifest().pickers) {
    if (picker.depends_on.empty()) continue;
    ITSM_TRY(const OptionsPage page, must(desk->options({.picker = picker.id}),
                                          "options of " + picker.id + " without what it depends on"));
    ITSM_CHECK(expect(page.options.empty() && !page.missing.empty(), "no options, but what to choose first",
                      dump(to_document(page))));
    for (const std::string& missing : page.missing)
      ITSM_CHECK(expect(std::ranges::find(picker.depends_on, missing) != picker.depends_on.end() ||
                            bench.configuration().settings.contains(missing),
                        "a picker that it depends on, or a setting", missing));
  }
  return expect(bench.host().requests().empty(), "no request", "one was sent");
}

Judgement unknown_picker_is_invalid(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(failure(Status::unavailable, "nobody is there"));
  const auto page = desk->options({.picker = "no-such-picker"});
  return expect(!page && page.error().status == Status::invalid_argument, "invalid_argument",
                page ? dump(to_document(*page)) : text_of(page.error()));
}

Judgement expect_form(const FieldList& list, const std::string& form) {
  std::set<std::string> ids;
  for (const FieldDescription& field : list.fields) {
    const std::string seen = dump(to_document(field));
    ITSM_CHECK(expect(ids.insert(field.id).second && !field.id.empty() && !field.name.empty(),
                      form + ": every field once, with id and name", seen));
    for (const Option& option : field.options)
      ITSM_CHECK(
          expect(!option.id.empty() || !option.name.empty(), form + ": options with an id or a name", seen));
  }
  return {};
}

Judgement fields_describe_the_form(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const FieldList list,
           must(desk->fields({FieldPurpose::create, bench.target().project, bench.target().type, {}, {}}),
                "fields of create"));
  ITSM_CHECK(expect_form(list, "create"));
  const auto summary = std::ranges::find(list.fields, FieldRole::summary, &FieldDescription::role);
  ITSM_CHECK(expect(summary != list.fields.end() && summary->required, "the summary, required",
                    dump(to_document(list))));
  for (const auto& [id, value] : bench.target().fields) {
    const auto field = std::ranges::find(list.fields, id, &FieldDescription::id);
    ITSM_CHECK(expect(field != list.fields.end() && field->kind == value.kind,
                      "the target's field " + id + " with its kind", dump(to_document(list))));
  }
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("form")));
  ITSM_TRY(const FieldList edit, must(desk->fields({FieldPurpose::edit, {}, {}, ref, {}}), "fields of edit"));
  ITSM_CHECK(expect_form(edit, "edit"));
  ITSM_CHECK(expect(!edit.fields.empty(), "something can be changed", "no field"));
  for (const Step& step : bench.target().path) {
    const auto screen = desk->fields({FieldPurpose::transition, {}, {}, ref, step.status});
    if (!screen && screen.error().status == Status::unsupported) break;
    ITSM_CHECK(must(screen, "fields of a transition"));
    ITSM_CHECK(expect_form(*screen, "transition"));
    for (const auto& [id, value] : step.fields)
      ITSM_CHECK(expect(std::ranges::find(screen->fields, id, &FieldDescription::id) != screen->fields.end(),
                        "the field " + id + " on the way to " + step.status.name,
                        dump(to_document(*screen))));
    if (const auto moved = desk->transition({.ref = ref, .status = step.status, .fields = step.fields});
        !moved)
      break;
  }
  return {};
}

Judgement fields_of_nowhere(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const auto list = desk->fields({FieldPurpose::create, {nobody().id, {}}, bench.target().type, {}, {}});
  return expect(!list && list.error().status != Status::internal, "an error, not an empty form",
                list ? dump(to_document(*list)) : text_of(list.error()));
}

}  // namespace

std::vector<Case> picker_cases() {
  return {
      {"picker-says-what-is-missing",
       "A picker that depends on another says so, without a request.",
       Needs::nothing,
       {Operation::options},
       &picker_says_what_is_missing},
      {"unknown-picker-is-invalid-argument",
       "A picker that the manifest does not have is invalid_argument.",
       Needs::nothing,
       {Operation::options},
       &unknown_picker_is_invalid},
      {"picker-pages",
       "A picker offers the same options in pages of any size, each once.",
       Needs::target,
       {Operation::options},
       &picker_pages},
      {"picker-search-finds",
       "A search finds what is there and nothing for what is not.",
       Needs::target,
       {Operation::options},
       &picker_search_finds},
      {"picker-search-escapes",
       "Whatever is typed into a search is text to the vendor.",
       Needs::target,
       {Operation::options},
       &picker_search_escapes},
      {"fields-describe-the-forms",
       "The forms of create, edit and each transition name their fields once, and what is required.",
       Needs::target,
       {Operation::fields},
       &fields_describe_the_form},
      {"fields-of-nowhere-are-an-error",
       "The form of a project that is not there is an error, never an empty form.",
       Needs::target,
       {Operation::fields},
       &fields_of_nowhere},
  };
}

}  // namespace itsm::conformance
