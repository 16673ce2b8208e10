// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/control/simulator.hpp"

#include <charconv>

namespace itsm::simulators {
namespace {

Answer refused(int status, const std::string& why) { return json_answer(status, {{"error", why}}); }

Json body_of(const Request& request) {
  auto body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) throw ControlError("the body is not JSON");
  return body;
}

Answer html_page() {
  return {200,
          {{"Content-Type", "text/html;charset=UTF-8"}},
          "<!DOCTYPE html><html><head><title>Log in</title></head><body><form "
          "action=\"/login\"></form></body></html>"};
}

}  // namespace

Simulator::Simulator(MakeVendor make)
    : make_(std::move(make)), vendor_(make_(clock_)), name_(vendor_->name()) {}

Answer Simulator::handle(const Request& request) {
  if (!request.segments.empty() && request.segments.front() == "_sim") {
    try {
      return control(request);
    } catch (const ControlError& wrong) {
      return refused(400, wrong.what());
    } catch (const Json::exception& wrong) {
      return refused(400, std::string("a member is of the wrong kind: ") + wrong.what());
    }
  }
  const auto fault = faults_.take(request);
  auto answer = fault ? harm(request, *fault) : serve(request);
  log_.add(name_, request, answer, fault ? fault->as_posted.value("do", "") : "");
  return answer;
}

template <class Use>
auto Simulator::with_vendor(const Use& use) {
  const std::lock_guard lock(mutex_);
  auto result = use(*vendor_);
  // Still locked, so that the courier gets them in the order of the events.
  for (auto& delivery : vendor_->take_deliveries()) courier_.send(std::move(delivery));
  return result;
}

Answer Simulator::serve(const Request& request) {
  return with_vendor([&](Vendor& vendor) { return vendor.handle(request); });
}

Answer Simulator::harm(const Request& request, const Fault& fault) {
  const Answer dropped{0, {}, {}, true};
  switch (fault.kind) {
    case FaultKind::status: {
      Answer answer;
      {
        const std::lock_guard lock(mutex_);
        answer = vendor_->failure(fault.status);
      }
      if (fault.body) answer.body = *fault.body;
      for (const auto& [name, value] : fault.headers) {
        std::erase_if(answer.headers,
                      [&, &wanted = name](const auto& header) { return same_word(header.first, wanted); });
        answer.headers.emplace_back(name, value);
      }
      return answer;
    }
    case FaultKind::hang:
      faults_.wait(fault.delay);
      return dropped;
    case FaultKind::cut_before:
      return dropped;
    case FaultKind::cut_after:
      serve(request);
      return dropped;
    case FaultKind::late:
      faults_.wait(fault.delay);
      serve(request);
      return dropped;
    case FaultKind::html: {
      auto page = html_page();
      if (fault.body) page.body = *fault.body;
      return page;
    }
    case FaultKind::slow: {
      auto answer = serve(request);
      faults_.wait(fault.delay);
      return answer;
    }
    case FaultKind::truncate: {
      auto answer = serve(request);
      answer.body.resize(answer.body.size() / 2);
      return answer;
    }
    case FaultKind::duplicate_webhook:
    case FaultKind::late_webhook:
    case FaultKind::lose_webhook:
      break;  // of deliveries; the courier takes them
  }
  return dropped;
}

Answer Simulator::control(const Request& request) {
  const auto name = request.segments.size() > 1 ? request.segments[1] : std::string();
  const auto detail = request.segments.size() > 2 ? request.segments[2] : std::string();
  const auto asked = request.method + " " + name + (detail.empty() ? "" : "/*");
  if (asked == "GET tickets") return json_answer(200, with_vendor([](Vendor& v) { return v.tickets(); }));
  if (asked == "POST tickets/*")
    return json_answer(200, with_vendor([&](Vendor& v) { return v.edit_ticket(detail, body_of(request)); }));
  if (asked == "POST search_lag") {
    return with_vendor([&](Vendor& v) {
      v.set_search_lag(body_of(request));
      return empty_answer(204);
    });
  }
  if (asked == "GET world") return json_answer(200, with_vendor([](Vendor& v) { return v.world(); }));
  if (asked == "POST world") {
    return with_vendor([&](Vendor& v) {
      v.patch_world(body_of(request));
      return empty_answer(204);
    });
  }
  if (asked == "GET requests")
    return json_answer(
        200, log_.list(request.parameter("method").value_or(""), request.parameter("path").value_or("")));
  if (asked == "DELETE requests") {
    log_.clear();
    return empty_answer(204);
  }
  if (asked == "GET faults") return json_answer(200, faults_.list());
  if (asked == "POST faults") return json_answer(201, {{"id", faults_.add(body_of(request))}});
  if (asked == "DELETE faults") {
    faults_.clear();
    return empty_answer(204);
  }
  if (asked == "DELETE faults/*") {
    std::uint64_t id = 0;
    std::from_chars(detail.data(), detail.data() + detail.size(), id);
    return faults_.remove(id) ? empty_answer(204) : refused(404, "there is no fault " + detail);
  }
  if (name == "clock" && detail.empty()) return control_clock(request);
  if (asked == "GET deliveries") return list_deliveries(request);
  if (asked == "DELETE deliveries") {
    courier_.clear();
    return empty_answer(204);
  }
  if (asked == "POST reset") {
    faults_.clear();
    log_.clear();
    courier_.clear();
    clock_.release();
    const std::lock_guard lock(mutex_);
    vendor_ = make_(clock_);
    return empty_answer(204);
  }
  if (auto answer = with_vendor([&](Vendor& v) { return v.control(request); })) return *answer;
  return refused(404, "the control interface has no " + request.method + " " + request.path);
}

Json Simulator::state() {
  const std::lock_guard lock(mutex_);
  return vendor_->state();
}

void Simulator::restore(const Json& state) {
  const std::lock_guard lock(mutex_);
  vendor_->restore(state);
}

Answer Simulator::list_deliveries(const Request& request) {
  const auto settle = request.parameter("settle_ms").value_or("0");
  std::int64_t patience = 0;
  const auto [at, error] = std::from_chars(settle.data(), settle.data() + settle.size(), patience);
  if (error != std::errc() || at != settle.data() + settle.size() || patience < 0)
    throw ControlError("settle_ms must be a number of milliseconds");
  if (patience > 0 && !courier_.settle(std::chrono::milliseconds(patience)))
    return refused(504, "deliveries are still due or under way");
  return json_answer(200, courier_.list());
}

Answer Simulator::control_clock(const Request& request) {
  if (request.method == "POST") {
    const auto body = body_of(request);
    if (body.contains("now")) {
      const auto time = parse_utc(body["now"].get<std::string>());
      if (!time) throw ControlError("'now' must be like 2026-11-21T10:00:00.000Z");
      clock_.set(*time);
    } else if (body.contains("advance_ms")) {
      clock_.advance(std::chrono::milliseconds(body["advance_ms"].get<std::int64_t>()));
    } else {
      throw ControlError("the clock takes 'now' or 'advance_ms'");
    }
  } else if (request.method == "DELETE") {
    clock_.release();
  } else if (request.method != "GET") {
    return refused(405, "the clock takes GET, POST and DELETE");
  }
  return json_answer(200, {{"now", utc_text(clock_.now())}});
}

}  // namespace itsm::simulators
