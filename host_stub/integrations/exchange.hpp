// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/host.hpp>

#include "host_stub/core/problem.hpp"

// What passes between a plugin and its vendor, as plans show it, stores keep it and pushes compare it:
// without credentials and with ${secret:...} markers in place.
namespace itsm::host::integrations {

// A header of a request as a document.
struct RequestHeader {
  std::string name{};
  std::string value{};

  static constexpr std::string_view kDocument = "request_header";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "As it is sent.");
    visit.required("value", self.value, "As it is sent.");
  }
};

struct VendorRequest {
  std::string method{};
  std::string origin{};    // name in the manifest
  std::string base_url{};  // scheme, host and port that the origin stands for
  std::string target{};    // with the origin's path prefix
  std::vector<RequestHeader> headers{};
  std::string body{};

  static constexpr std::string_view kDocument = "vendor_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("method", self.method, "HTTP method.");
    visit.required("origin", self.origin, "Name of the origin in the manifest.");
    visit.required("base_url", self.base_url, "Where it goes.");
    visit.required("target", self.target, "Path and query.");
    visit.required("headers", self.headers, "Without credentials.");
    visit.required("body", self.body, "The exact bytes.");
  }
};

// The first part in which two requests differ ("method", "address", "path", "header Content-Type", "body"),
// or nothing when they are equal byte for byte.
std::optional<std::string> first_difference(const VendorRequest& planned, const VendorRequest& now);

// How writes are treated during one call of a plugin.
enum class WriteMode {
  refuse,  // the operation only reads
  record,  // a dry run: the write is kept and answered with recorded
  armed,   // one write leaves, and only if it equals the planned one
  send,    // writes leave
};

// How far the write of a call got.
enum class WriteFate {
  none,      // the plugin made no write, or it was not let out
  not_sent,  // it was let out and no byte left
  answered,  // the vendor answered
  unknown,   // it left, and there is no answer
};

// One call of a plugin as the host saw it. Lives on the stack of the call; used by one thread at a time.
struct CallScope {
  WriteMode mode = WriteMode::refuse;
  std::optional<VendorRequest> planned{};  // armed: what may leave

  // Filled in by the gateway.
  std::vector<VendorRequest> writes{};  // recorded or attempted, in order
  WriteFate fate = WriteFate::none;
  int write_status = 0;                    // answered: the vendor's HTTP status
  std::string failure{};                   // not_sent, unknown: why
  std::optional<std::string> stale{};      // armed: in what the write differs from the planned one
  std::optional<Problem> no_credential{};  // why a request could not be signed
};

}  // namespace itsm::host::integrations
