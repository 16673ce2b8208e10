// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/custom_fields.hpp"

namespace itsm::host::api {
namespace {

struct FieldDocument {
  CustomField field{};
  bool from_file = false;

  static constexpr std::string_view kDocument = "declared_custom_field";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    CustomField::members(self.field, visit);
    visit.required("from_file", self.from_file, "A file that was applied declares it; it is changed there.");
  }
};

FieldDocument field_document(const store::CustomFieldRow& row) {
  return {row.field, row.origin == store::FieldOrigin::file};
}

Result<http::Response> list_custom_fields(Backend& backend, const Call& call) {
  ITSM_TRY(const auto rows, services::custom_fields(backend.services, call.company));
  Page<FieldDocument> page;
  for (const auto& row : rows) page.items.push_back(field_document(row));
  return document_answer(page);
}

Result<http::Response> declare(Backend& backend, const Call& call) {
  ITSM_TRY(const CustomField field, document_body<CustomField>(call));
  const store::CustomFieldRow row{field, store::FieldOrigin::person};
  ITSM_CHECK(services::declare_custom_field(backend.services, call.company, row));
  return document_answer(field_document(row));
}

Result<http::Response> remove(Backend& backend, const Call& call) {
  ITSM_CHECK(services::remove_custom_field(backend.services, call.company, call.path.at("key")));
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> custom_field_routes() {
  return {{.method = "GET",
           .path = "/custom-fields",
           .name = "custom_fields.list",
           .summary = "The fields that the company adds to its findings.",
           .answers = document_type<Page<FieldDocument>>(),
           .handle = list_custom_fields},
          {.method = "POST",
           .path = "/custom-fields",
           .name = "custom_fields.declare",
           .summary = "Declares one, or changes label and options of the one of its key.",
           .role = store::Role::admin,
           .takes = document_type<CustomField>(),
           .answers = document_type<FieldDocument>(),
           .handle = declare},
          {.method = "DELETE",
           .path = "/custom-fields/{key}",
           .name = "custom_fields.remove",
           .summary = "Takes a declaration away; values that findings have stay.",
           .role = store::Role::admin,
           .status = 204,
           .handle = remove}};
}

}  // namespace itsm::host::api
