// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/common/answer.hpp"

// How ServiceDesk Plus says yes and no. Its HTTP status says little: a refusal comes with 200 here and there,
// and too many requests are called 400. What counts is "response_status", an object or a list of one.
namespace itsm::manageengine {

// Codes of response_status and its messages.
namespace codes {
inline constexpr int kInternal = 4004;
inline constexpr int kForbidden = 4002;
inline constexpr int kNotFound = 4007;
inline constexpr int kMandatoryMissing = 4012;
inline constexpr int kRateLimited = 4015;
inline constexpr int kInvalidKey = 4022;
inline constexpr int kLicence = 7001;
}  // namespace codes

// The body of a success, or why there is none. An answer without a verdict is none of this API's.
Result<Json> body_of(const HttpResponse& answer, common::Time now);

// The same for the answer to a write: what may have been carried out all the same is uncertain.
Result<Json> written(const Result<HttpResponse>& answer, common::Time now);

// Of an answer that body_of refuses.
Error error_of(const HttpResponse& answer, common::Time now);

}  // namespace itsm::manageengine
