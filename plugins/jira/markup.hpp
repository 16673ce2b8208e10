// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

#include "plugins/jira/site.hpp"

// Descriptions, comments and multi-line fields between the neutral tree and the form in which this Jira keeps
// them.
namespace itsm::jira {

// What a request body says, cut to Jira's limit.
Json write_markup(const Site& site, const RichText& document);

// What an answer or a webhook said; empty where it said nothing. Goes by the value's own form and not by the
// site, since Cloud's webhooks carry wiki markup where its REST API answers documents.
RichText read_markup(const Json& value);

// The text that Jira holds now, with another content of one section. Everything outside the section's two
// lines stays as it is, whatever it is; a text without the section gets it at its end. The content is cut
// where the whole would be too long; invalid_argument where even the empty section finds no room.
Result<Json> replace_section(const Site& site, const Json& current, const SectionChange& change);

}  // namespace itsm::jira
