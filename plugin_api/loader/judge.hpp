// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plugin_api/loader/load.hpp"
#include "plugin_api/loader/runtime.hpp"

namespace itsm::loader {

// Turns what came back from a plugin into a document that can be relied on, or into an error that names the
// guilty side. Reports every breach. Any thread.
class Judge {
 public:
  Judge(Profile profile, std::function<void(const Misbehaviour&)> on_misbehaviour)
      : profile_(std::move(profile)), on_misbehaviour_(std::move(on_misbehaviour)) {}

  const Profile& profile() const { return profile_; }

  // The reply to an operation that answers a document of type Out.
  template <Document Out>
  Result<Out> read(std::string_view operation, Answer answer) const {
    ITSM_TRY(const Json document, document_of(operation, Out::kDocument, std::move(answer)));
    try {
      return from_document<Out>(document);
    } catch (
        const DocumentError& wrong) {  // the schema is out of the same members, so this is not to be expected
      return breach(
          operation, Status::internal, false,
          "answered " + std::string(operation) + " with a document that cannot be read: " + wrong.what());
    }
  }

  // The reply to an operation that has nothing to say but that it worked.
  Result<void> read_done(std::string_view operation, Answer answer) const;

 private:
  Result<Json> document_of(std::string_view operation, std::string_view document, Answer answer) const;
  Result<std::string> text_of(std::string_view operation, Answer answer) const;
  Unexpected<Error> breach(std::string_view operation, Status status, bool in_worker,
                           std::string_view what) const;

  const Profile profile_;
  const std::function<void(const Misbehaviour&)> on_misbehaviour_;
};

}  // namespace itsm::loader
