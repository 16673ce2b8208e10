// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/note.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/desk.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

const Json& either(const Json& note, const char* one, const char* other) {
  const Json& first = member(note, one);
  return first.is_null() ? member(note, other) : first;
}

}  // namespace

const Json& time_of_note(const Json& note) { return either(note, "added_time", "created_time"); }

Comment read_note(const Json& note) {
  Comment comment;
  comment.id = text_of(note, "id");
  if (const auto added = time_of(time_of_note(note))) comment.created_at = common::format_time(*added);
  if (const Json& author = either(note, "added_by", "created_by"); author.is_object())
    comment.author = read_person(author);
  if (const Json& body = member(note, "description"); body.is_string())
    comment.body = from_html(body.get_ref<const std::string&>());
  comment.audience = common::flag_of(note, "show_to_requester") ? Audience::everyone : Audience::internal;
  return comment;
}

}  // namespace itsm::manageengine
