// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/category.hpp"

#include <array>
#include <optional>
#include <utility>

#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

using enum Category;

using Word = std::pair<std::string_view, Category>;

// Rule names of Trivy and words that rules are tagged with.
constexpr std::array<Word, 9> kRuleWords{{{"ospackagevulnerability", container},
                                          {"languagespecificpackagevulnerability", sca},
                                          {"misconfiguration", iac},
                                          {"secret", secret},
                                          {"secrets", secret},
                                          {"iac", iac},
                                          {"sca", sca},
                                          {"dast", dast},
                                          {"container", container}}};

// What scanners are known for; found anywhere in the scanner's name.
constexpr std::array<Word, 36> kScanners{{{"gitleaks", secret},
                                          {"trufflehog", secret},
                                          {"detect-secrets", secret},
                                          {"ggshield", secret},
                                          {"gitguardian", secret},
                                          {"whispers", secret},
                                          {"talisman", secret},
                                          {"secret", secret},
                                          {"checkov", iac},
                                          {"tfsec", iac},
                                          {"terrascan", iac},
                                          {"kics", iac},
                                          {"hadolint", iac},
                                          {"kubesec", iac},
                                          {"kube-linter", iac},
                                          {"kube-score", iac},
                                          {"tflint", iac},
                                          {"cfn-lint", iac},
                                          {"cfn_nag", iac},
                                          {"dockle", container},
                                          {"docker scout", container},
                                          {"clair", container},
                                          {"trivy", container},
                                          {"grype", sca},
                                          {"dependency-check", sca},
                                          {"osv-scanner", sca},
                                          {"snyk open source", sca},
                                          {"npm audit", sca},
                                          {"pip-audit", sca},
                                          {"cargo-audit", sca},
                                          {"govulncheck", sca},
                                          {"retire.js", sca},
                                          {"zap", dast},
                                          {"nuclei", dast},
                                          {"burp", dast},
                                          {"nikto", dast}}};

std::optional<Category> by_rule_word(std::string_view word) {
  const std::string lower = to_lower(word);
  for (const auto& [name, category] : kRuleWords)
    if (lower == name) return category;
  return std::nullopt;
}

}  // namespace

Category category_of(std::string_view scanner, std::string_view rule_id, std::string_view rule_name,
                     std::span<const std::string> tags) {
  if (const auto category = by_rule_word(rule_name)) return *category;
  // Semgrep's rules carry their kind in their path.
  if (rule_id.find(".secrets.") != std::string_view::npos) return secret;
  for (const std::string& tag : tags)
    if (const auto category = by_rule_word(tag)) return *category;
  const std::string name = to_lower(scanner);
  for (const auto& [known, category] : kScanners)
    if (name.find(known) != std::string::npos) return category;
  return sast;
}

}  // namespace itsm::host::findings
