// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "host_stub/api/access.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/api/session_cookie.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/sign_in.hpp"

// How people sign in and out.
namespace itsm::host::api {
namespace {

struct SignInOrder {
  std::string name{};
  std::string password{};
  std::string new_password{};

  static constexpr std::string_view kDocument = "sign_in";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "As an administrator gave it.");
    visit.required("password", self.password, "Theirs, or one for one sign-in.");
    visit.optional("new_password", self.new_password,
                   "With one for one sign-in: their own from now on, at least 12 characters.");
  }
};

struct SessionPerson {
  std::string name{};
  store::Role role = store::Role::viewer;
  std::vector<std::string> companies{};

  static constexpr std::string_view kDocument = "signed_in_person";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Who has signed in.");
    visit.required("role", self.role, "What they may do.");
    visit.required("companies", self.companies, "In which they may act, by name.");
  }
};

struct SessionDocument {
  SessionPerson user{};
  std::string csrf{};

  static constexpr std::string_view kDocument = "signed_in";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("user", self.user, "Who has signed in.");
    visit.required("csrf", self.csrf, "Goes with every write, as X-CSRF-Token.");
  }
};

Result<SessionDocument> session_document(Backend& backend, const services::Caller& caller,
                                         std::string_view session) {
  ITSM_TRY(const auto companies, services::list_companies(backend.services));
  SessionDocument document;
  document.user.name = caller.name;
  document.user.role = caller.role;
  const auto& mine = caller.companies;
  for (const auto& company : companies)
    if (std::find(mine.begin(), mine.end(), CompanyId{company.id}) != mine.end())
      document.user.companies.push_back(company.name);
  document.csrf = services::csrf_of(session);
  return document;
}

Result<http::Response> sign_in(Backend& backend, const Call& call) {
  ITSM_CHECK(check_way_to_sign_in(call.request));
  ITSM_TRY(const auto order, document_body<SignInOrder>(call));
  const auto signed_in = services::sign_in(backend.services, {order.name, order.password, order.new_password},
                                           call.request.peer);
  if (!signed_in) {
    http::Response refused = problem_answer(signed_in.error());
    if (signed_in.error().kind == ProblemKind::throttled)
      refused.headers.push_back({"Retry-After", signed_in.error().complaints.front().what});
    return refused;
  }
  ITSM_TRY(const auto document, session_document(backend, signed_in->caller, signed_in->session));
  http::Response response = document_answer(document);
  response.headers.push_back({"Set-Cookie", session_cookie(backend.services, signed_in->session)});
  return response;
}

Result<http::Response> show_session(Backend& backend, const Call& call) {
  const std::string_view session = session_of(call.request);
  ITSM_TRY(const auto caller, services::caller_of_session(backend.services, session));
  ITSM_TRY(const auto document, session_document(backend, caller, session));
  return document_answer(document);
}

Result<http::Response> sign_out(Backend& backend, const Call& call) {
  ITSM_CHECK(caller_of(backend.services, call.request));  // not from another site's page
  ITSM_CHECK(services::sign_out(backend.services, session_of(call.request)));
  http::Response response;
  response.status = 204;
  response.headers.push_back({"Set-Cookie", session_cookie(backend.services, {})});
  return response;
}

}  // namespace

std::vector<Route> session_routes() {
  return {{.method = "POST",
           .path = "/session",
           .name = "session.start",
           .summary = "Signs in; the browser keeps the session as a cookie.",
           .secret = true,
           .open = true,
           .takes = document_type<SignInOrder>(),
           .answers = document_type<SessionDocument>(),
           .handle = sign_in},
          {.method = "GET",
           .path = "/session",
           .name = "session.show",
           .summary = "Who has signed in.",
           .open = true,
           .answers = document_type<SessionDocument>(),
           .handle = show_session},
          {.method = "DELETE",
           .path = "/session",
           .name = "session.end",
           .summary = "Signs out.",
           .secret = true,
           .open = true,
           .status = 204,
           .handle = sign_out}};
}

}  // namespace itsm::host::api
