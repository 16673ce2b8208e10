// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include <itsm/json.hpp>

// What goes wrong with answers on their way, and what may still be made of them.
namespace itsm::evidence {

// One thing that was done to an answer.
struct Damage {
  enum class Kind { dropped, replaced, cut, page } kind;
  std::string at;  // JSON pointer of what was dropped or replaced
  std::string text;

  // Whether the answer is still whole, as one to another question: it leaves an element of a list out.
  bool says_nothing_of(std::string_view element) const { return kind == Kind::dropped && at == element; }
  // So it is without the first of a field's operations: where that was the only one, nobody sets the field.
  bool takes_an_operation() const { return kind == Kind::dropped && at.ends_with("/operations/0"); }
};

// Which of all damages are wanted: every `of`th, from number `from` on.
struct Share {
  std::size_t of = 1;
  std::size_t from = 0;
};

// Every member and element left out, every value replaced by one of each other type, the text cut at a
// hundred places, and pages for people in its place.
void each_damage(const std::string& answer, Share share, const std::function<void(const Damage&)>& use);

// Where a result of a damaged answer says something that the result of the whole answer does not: a path, or
// nothing. It may say less: members are missing, texts are empty, lists are shorter. Messages for people are
// not compared.
std::string contradiction(const Json& part, const Json& whole);

}  // namespace itsm::evidence
