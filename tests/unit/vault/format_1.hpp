// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

// What format version 1 has written, made by another program than the vault (Python's hashlib and libsodium's
// C functions). Never to be changed: a later vault that does not open it does not open what customers have
// stored. The keys protect nothing.
namespace itsm::host::vault::format_1 {

constexpr std::string_view kKeyFile =
    "itsm-vault-key 1\n"
    "N+a0W49jSXF3Dov4Byua1N89+b1hznB6OWZZcOyYfUQ=\n";
// In the middle of a rotation: a new key in front of it.
constexpr std::string_view kKeyFileOfTwo =
    "itsm-vault-key 1\n"
    "r4WiGyDnN0MG7bUbXazk6UQt9UkM/BHAJlrFavVilDg=\n"
    "N+a0W49jSXF3Dov4Byua1N89+b1hznB6OWZZcOyYfUQ=\n";
constexpr std::string_view kNewKeyId = "41e9307573859dee3366d4a5dd9b4d80";
constexpr std::string_view kKeyId = "2d990aeb31bde0eb45c09d1b27cba8f6";

constexpr std::int64_t kCompany = 42;
constexpr std::string_view kDataKeyId = "e27952e818e7746f2ede11d904dba80b";
constexpr std::string_view kWrappedDataKey =
    "4954534b012d990aeb31bde0eb45c09d1b27cba8f644e1a4372d3ae31d5d04e6058441f348f285ff8742f09ec92a9efa08930bc6"
    "a3ac"
    "3bb0e8edb41127253a0085d24e2cb3b07e2cc2e0192a130efbd613d1a906dedf9a191a6ebcb0f4";

// Of integration 7, field "api_token", row version 3.
constexpr std::string_view kToken = "fixture-api-token";
constexpr std::string_view kSealedToken =
    "4954534601e27952e818e7746f2ede11d904dba80b61c599aafe0621c58a42024654dd04868969f6bc3e5cb425d0cb8cc09af653"
    "74e1"
    "7a8d0a091a203f74afa7e478966f3b0a7f1b8f00e51f7803";
constexpr std::string_view kTokenHash = "f723ca020a88110f2e25bbc94d6989a7a2744e8218e176530c0966a4f6aa7be6";

constexpr std::string_view kSealedCompanySecret =
    "4954534601e27952e818e7746f2ede11d904dba80b143ef7ea68a0211dc7e6ac089bf10ffb928c5926e0e419b76d4860b576efa7"
    "88a2"
    "196a7170d0dc6c4a9890e5769364095f904740db1dec5826404c94acf6c2ac22d273c3a6693f07";
// Of the purpose "example" and the parts "a" and "b".
constexpr std::string_view kKeyedHash = "602d69753d944e6f17c05f99248384ee94d55faca9bf928b382cac6552aab3eb";
// Of integration 7, group "rule:CVE-2024-3094", generations 1 and 2.
constexpr std::string_view kCorrelationKey1 = "itsm-qvsdmzi2a5xvnfm27t4lbxv5pa";
constexpr std::string_view kCorrelationKey2 = "itsm-zmdvezaa7aei7bmwcy6l5qbcyi";

}  // namespace itsm::host::vault::format_1
