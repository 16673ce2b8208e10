// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/disclosure.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/secret_text.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/attribute.hpp"
#include "host_stub/policy/private_text.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kSnippet = "snippet";
constexpr std::string_view kProofOfConcept = "proof_of_concept";
constexpr std::string_view kInternalHosts = "internal_hosts";
constexpr std::string_view kClassification = "classification";
constexpr std::string_view kWithheldSecret = "(withheld: the matched secret)";

template <class T>
bool emptied(T& value) {
  return std::exchange(value, T{}) != T{};
}

// What can be taken out whole; answers whether there was something.
struct Part {
  std::string_view name;
  bool (*clear)(Finding&);
};
constexpr std::array kParts{
    Part{"description", [](Finding& f) { return emptied(f.description); }},
    Part{"recommendation", [](Finding& f) { return emptied(f.recommendation); }},
    Part{"solution", [](Finding& f) { return emptied(f.solution); }},
    Part{kSnippet, [](Finding& f) { return emptied(f.location.snippet); }},
    Part{"location.file",
         [](Finding& f) {
           f.location.line = 0;
           const bool manifest = emptied(f.location.manifest);
           return emptied(f.location.file) || manifest;
         }},
    Part{"location.url", [](Finding& f) { return emptied(f.location.url); }},
    Part{"location.host",
         [](Finding& f) {
           f.location.port = 0;
           return emptied(f.location.host);
         }},
    Part{"asset.name", [](Finding& f) { return emptied(f.asset.name); }},
    Part{"asset.owner", [](Finding& f) { return emptied(f.asset.owner); }},
    Part{"asset.tags", [](Finding& f) { return emptied(f.asset.tags); }},
    Part{"application", [](Finding& f) { return emptied(f.application); }},
    Part{"branch", [](Finding& f) { return emptied(f.branch); }},
    Part{"cvss_vector", [](Finding& f) { return emptied(f.cvss_vector); }},
};

struct Text {
  std::string_view name;
  std::string& (*of)(Finding&);
};
constexpr std::array kTexts{
    Text{"title", [](Finding& f) -> std::string& { return f.title; }},
    Text{"description", [](Finding& f) -> std::string& { return f.description; }},
    Text{"recommendation", [](Finding& f) -> std::string& { return f.recommendation; }},
    Text{"solution", [](Finding& f) -> std::string& { return f.solution; }},
    Text{"snippet", [](Finding& f) -> std::string& { return f.location.snippet; }},
    Text{"location.file", [](Finding& f) -> std::string& { return f.location.file; }},
    Text{"location.manifest", [](Finding& f) -> std::string& { return f.location.manifest; }},
    Text{"location.url", [](Finding& f) -> std::string& { return f.location.url; }},
    Text{"location.host", [](Finding& f) -> std::string& { return f.location.host; }},
    Text{"asset.name", [](Finding& f) -> std::string& { return f.asset.name; }},
};

const std::vector<std::string>& words() {
  static const std::vector<std::string> kAll = [] {
    std::vector<std::string> out{std::string(kProofOfConcept), std::string(kInternalHosts)};
    for (const Part& part : kParts) out.emplace_back(part.name);
    return out;
  }();
  return kAll;
}

struct Word {
  std::string text{};
};
void read(config::Element element, Word& out) {
  if (element.describes(
          {{"anyOf", {{{"enum", words()}}, {{"type", "string"}, {"pattern", "^custom\\..+$"}}}}}))
    return;
  const std::string* text = element.scalar("what is withheld");
  if (text == nullptr) return;
  const bool custom = text->size() > kCustomPrefix.size() && text->starts_with(kCustomPrefix);
  if (!custom && std::find(words().begin(), words().end(), *text) == words().end())
    return element.complain(config::shown(*text) + " cannot be withheld; expected one of " + joined(words()) +
                            ", custom.NAME" + config::did_you_mean(*text, words()));
  out.text = *text;
}

// Every text in a custom field.
template <class Change>
void change_json(Json& json, Change change) {
  if (json.is_string()) {
    json = change(json.get_ref<const std::string&>());
  } else if (json.is_structured()) {
    for (Json& element : json) change_json(element, change);
  }
}

// Takes things out of a finding and keeps for people what it took.
class Redaction {
 public:
  Redaction(Finding& finding, std::vector<Withheld>& withheld) : finding_(finding), withheld_(withheld) {}

  // change: text -> text.
  template <class Change>
  void change_texts(const std::string& why, Change change) {
    for (const Text& text : kTexts) {
      std::string& held = text.of(finding_);
      if (std::string changed = change(held); changed != held) {
        held = std::move(changed);
        note(text.name, why);
      }
    }
    for (auto& [key, value] : finding_.custom) {
      Json changed = value;
      change_json(changed, change);
      if (changed == value) continue;
      value = std::move(changed);
      note(std::string(kCustomPrefix) + key, why);
    }
  }
  void clear(const Part& part, const std::string& why) {
    if (part.clear(finding_)) note(part.name, why);
  }
  void erase_custom(const std::string& key, const std::string& why) {
    if (finding_.custom.erase(key) > 0) note(std::string(kCustomPrefix) + key, why);
  }
  void note(std::string_view what, const std::string& why) { withheld_.push_back({std::string(what), why}); }

 private:
  Finding& finding_;
  std::vector<Withheld>& withheld_;
};

// Capitals in the midst of a word, and more of them than names in camelCase have.
bool mixes_cases(std::string_view word) {
  const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  const auto rises = [&](char letter, char next) {
    return letter >= 'a' && letter <= 'z' && is_capital(next);
  };
  return std::adjacent_find(word.begin(), word.end(), rises) != word.end() &&
         4 * std::count_if(word.begin(), word.end(), is_capital) >= std::ssize(word);
}

// Of the place where a secret was found, the words that hardly are a language's: they may be quoted
// elsewhere.
std::vector<std::string> secret_words(std::string_view snippet) {
  constexpr std::string_view kBreaks = " \t\r\n\"'`,;()[]{}<>=:";
  constexpr std::size_t kShortest = 6;
  constexpr std::size_t kLongMixed = 12;
  constexpr std::size_t kLongWord = 16;
  std::vector<std::string> out;
  while (!snippet.empty()) {
    const auto begin = std::min(snippet.find_first_not_of(kBreaks), snippet.size());
    snippet.remove_prefix(begin);
    const std::string_view word = snippet.substr(0, snippet.find_first_of(kBreaks));
    const bool has_digit = word.find_first_of("0123456789") != std::string_view::npos;
    if (word.size() >= kLongWord || (word.size() >= kShortest && has_digit) ||
        (word.size() >= kLongMixed && mixes_cases(word)))
      out.emplace_back(word);
    snippet.remove_prefix(word.size());
  }
  return out;
}

void mask_secret(Finding& finding, Redaction& redaction) {
  const std::vector<std::string> words = secret_words(finding.location.snippet);
  redaction.change_texts("what looks like the matched secret is masked", [&](const std::string& text) {
    std::string out = text;
    for (const std::string& word : words)
      for (auto at = out.find(word); at != std::string::npos; at = out.find(word, at + kSecretMask.size()))
        out.replace(at, word.size(), kSecretMask);
    return without_likely_secrets(out);
  });
  if (finding.location.snippet.empty()) return;
  finding.location.snippet = kWithheldSecret;
  redaction.note(kSnippet, "it holds the matched secret");
}

void withhold(const Disclosure& disclosure, Finding& finding, Redaction& redaction) {
  const std::string why = "the policy withholds it";
  for (const Part& part : kParts)
    if (disclosure.withholds(part.name)) redaction.clear(part, why);
  for (const std::string& word : disclosure.never)
    if (word.starts_with(kCustomPrefix)) redaction.erase_custom(word.substr(kCustomPrefix.size()), why);
  if (disclosure.withholds(kProofOfConcept)) {
    redaction.change_texts("the policy withholds proofs of concept",
                           [](const std::string& text) { return without_proof_of_concept(text); });
    std::vector<std::string> keys;
    for (const auto& [key, value] : finding.custom)
      if (is_proof_of_concept_title(key)) keys.push_back(key);
    for (const std::string& key : keys) redaction.erase_custom(key, why);
  }
  if (disclosure.withholds(kInternalHosts))
    redaction.change_texts("the policy withholds internal hosts",
                           [](const std::string& text) { return without_internal_hosts(text); });
}

Classification classification_of(const Finding& finding) {
  const auto held = finding.custom.find(std::string(kClassification));
  if (held == finding.custom.end()) return Classification::open_to_all;
  if (!held->second.is_string()) return Classification::restricted;
  const auto known = enum_from<Classification>(to_lower(held->second.get_ref<const std::string&>()));
  return known.value_or(Classification::restricted);
}

}  // namespace

bool Disclosure::withholds(std::string_view what) const {
  return std::find(never.begin(), never.end(), what) != never.end();
}

void read(config::Element element, Disclosure& out) {
  config::MapReader map(element);
  std::vector<Word> never;
  map.optional("never", never, "What of a finding never leaves for the ticket system.");
  for (Word& word : never) out.never.push_back(std::move(word.text));
  Classification most{};
  if (map.optional("max_classification", most,
                   "Findings whose custom field `classification` is above this get no ticket."))
    out.most = most;
}

std::string too_confidential(const Disclosure& disclosure, const Finding& finding) {
  if (!disclosure.most) return {};
  const Classification own = classification_of(finding);
  if (own <= *disclosure.most) return {};
  return "the finding is classified " + std::string(name_of(own)) + ", and the policy lets out at most " +
         std::string(name_of(*disclosure.most));
}

Finding disclosed(const Disclosure& disclosure, const Finding& finding, std::vector<Withheld>& withheld) {
  Finding out = finding;
  Redaction redaction(out, withheld);
  if (out.category == Category::secret) mask_secret(out, redaction);
  redaction.change_texts("user and password in an address are cut off",
                         [](const std::string& text) { return without_passwords_in_addresses(text); });
  redaction.change_texts("the build machine's directories are cut off",
                         [](const std::string& text) { return without_machine_paths(text, {}); });
  withhold(disclosure, out, redaction);
  return out;
}

}  // namespace itsm::host::policy
