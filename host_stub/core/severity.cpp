// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/severity.hpp"

#include <array>
#include <charconv>

#include "host_stub/core/text.hpp"

namespace itsm::host {
namespace {

using enum Severity;
constexpr std::array<std::pair<std::string_view, Severity>, 10> kWords{{{"severe", critical},
                                                                        {"important", high},
                                                                        {"error", high},
                                                                        {"moderate", medium},
                                                                        {"warning", medium},
                                                                        {"minor", low},
                                                                        {"note", low},
                                                                        {"informational", info},
                                                                        {"negligible", info},
                                                                        {"none", info}}};

}  // namespace

std::optional<Severity> severity_from_score(double score) {
  if (!(score >= 0.0 && score <= 10.0)) return std::nullopt;  // also refuses what is not a number
  if (score >= 9.0) return critical;
  if (score >= 7.0) return high;
  if (score >= 4.0) return medium;
  if (score >= 0.1) return low;
  return info;
}

std::optional<Severity> severity_from_word(std::string_view word) {
  const std::string lower = to_lower(word);
  if (const auto ours = enum_from<Severity>(lower)) return ours;
  for (const auto& [theirs, severity] : kWords)
    if (theirs == lower) return severity;
  return std::nullopt;
}

std::optional<double> score_from_text(std::string_view text) {
  double score = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!severity_from_score(score)) return std::nullopt;
  return score;
}

}  // namespace itsm::host
