// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/route.hpp"
#include "host_stub/services/figures.hpp"

namespace itsm::host::api {
namespace {

constexpr std::int64_t kUsualDays = 30;

Result<http::Response> show_figures(Backend& backend, const Call& call) {
  ITSM_TRY(const auto asked, number_parameter(call, "days"));
  const std::int64_t days =
      std::clamp<std::int64_t>(asked.value_or(kUsualDays), 1, services::kMostFigureDays);
  ITSM_TRY(const auto figures, services::figures(backend.services, call.company, days));
  return document_answer(figures);
}

}  // namespace

std::vector<Route> figure_routes() {
  return {
      {.method = "GET",
       .path = "/stats",
       .name = "stats",
       .summary =
           "Time to a ticket, lag by channel, delivery by webhook and due dates that were missed, by day.",
       .query = {{"days", "Days of UTC up to today's; 30 unless given, at most 366."}},
       .answers = document_type<services::Figures>(),
       .handle = show_figures}};
}

}  // namespace itsm::host::api
