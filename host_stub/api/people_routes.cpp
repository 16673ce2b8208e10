// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/people.hpp"

// People who sign in, for administrators.
namespace itsm::host::api {
namespace {

struct NewPerson {
  std::string name{};
  std::string role{};
  bool all_companies = false;

  static constexpr std::string_view kDocument = "new_person";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "a-z, 0-9, - and _, at most 64.");
    visit.required("role", self.role, "viewer, analyst or admin.");
    visit.optional("all_companies", self.all_companies,
                   "Whether they act in all companies, not in this one alone.");
  }
};

struct PersonChange {
  bool disabled = false;

  static constexpr std::string_view kDocument = "person_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("disabled", self.disabled, "Whether they may not sign in; their sessions end at once.");
  }
};

services::Within within(const Call& call) {
  if (call.caller.home == store::kHouse) return std::nullopt;
  return call.caller.companies;
}

Result<http::Response> list_people(Backend& backend, const Call& call) {
  Page<services::PersonItem> page;
  ITSM_TRY(page.items, services::list_people(backend.services, within(call)));
  return document_answer(page);
}

Result<http::Response> add_person(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<NewPerson>(call));
  if (order.all_companies && within(call))
    return problem(ProblemKind::forbidden, "person_of_all_companies",
                   "who acts in some companies adds nobody who acts in all", "leave all_companies out");
  std::vector<CompanyId> companies;
  if (!order.all_companies) companies.push_back(call.company);
  ITSM_TRY(const auto made,
           services::add_person(backend.services, order.name, order.role, companies, call.actor()));
  return document_answer(made, 201);
}

Result<http::Response> reset_password(Backend& backend, const Call& call) {
  ITSM_TRY(const auto made,
           services::reset_password(backend.services, call.path.at("name"), within(call), call.actor()));
  return document_answer(made);
}

Result<http::Response> change_person(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<PersonChange>(call));
  ITSM_CHECK(services::set_person_disabled(backend.services, call.path.at("name"), order.disabled,
                                           within(call), call.actor()));
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> people_routes() {
  return {{.method = "GET",
           .path = "/users",
           .name = "people.list",
           .summary = "Who signs in and acts in no other companies than you.",
           .role = store::Role::admin,
           .answers = document_type<Page<services::PersonItem>>(),
           .handle = list_people},
          {.method = "POST",
           .path = "/users",
           .name = "people.add",
           .summary = "One more, with a password for one sign-in, shown this once.",
           .role = store::Role::admin,
           .secret = true,
           .takes = document_type<NewPerson>(),
           .answers = document_type<services::OneTimePassword>(),
           .status = 201,
           .handle = add_person},
          {.method = "PATCH",
           .path = "/users/{name}",
           .name = "people.change",
           .summary = "Lets them sign in, or no longer.",
           .role = store::Role::admin,
           .takes = document_type<PersonChange>(),
           .status = 204,
           .handle = change_person},
          {.method = "POST",
           .path = "/users/{name}/reset-password",
           .name = "people.reset_password",
           .summary = "A new password for one sign-in, shown this once; their sessions end.",
           .role = store::Role::admin,
           .secret = true,
           .answers = document_type<services::OneTimePassword>(),
           .handle = reset_password}};
}

}  // namespace itsm::host::api
