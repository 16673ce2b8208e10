// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/sync.hpp>

// What an instance tells by itself. ServiceNow has no webhooks: docs/servicenow.md has the script that an
// administrator installs, and this is what it sends.
namespace itsm::servicenow {

// X-ITSM-Signature: sha256=<base64 of the HMAC over timestamp, '.' and body>.
inline constexpr std::string_view kSignatureHeader = "X-ITSM-Signature";
inline constexpr std::string_view kTimestampHeader = "X-ITSM-Timestamp";
inline constexpr std::string_view kDeliveryHeader = "X-ITSM-Delivery";
inline constexpr std::string_view kTokenHeader = "X-ITSM-Token";

// One event; what cannot be read is ignored, with the reason.
WebhookEvent read_webhook(std::string_view body);

}  // namespace itsm::servicenow
