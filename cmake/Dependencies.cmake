# SPDX-License-Identifier: Apache-2.0
# Every library and why it is here. All are Debian 12 packages; scripts/bootstrap installs them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)    # the documents of the contract
find_package(OpenSSL REQUIRED)               # TLS of client and listener, webhook MACs
find_package(cpprestsdk REQUIRED)            # the vendor client (host_stub/http)
find_package(yaml-cpp REQUIRED)              # settings and policies (host_stub/config)
find_package(PostgreSQL REQUIRED)            # libpq (host_stub/store)
find_package(spdlog REQUIRED)                # logs (host_stub/observe)
find_package(fmt REQUIRED)                   # text formatting, std::format not being in GCC 12
find_package(CLI11 REQUIRED)                 # the command line (host_stub/cli)
find_package(date REQUIRED)                   # time zones, std::chrono's not being in GCC 12 (plugins/common)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)  # sealed secrets (host_stub/vault)
pkg_check_modules(jwt REQUIRED IMPORTED_TARGET libjwt)        # tokens that prove webhooks (host_stub/sync)
pkg_check_modules(cjose REQUIRED IMPORTED_TARGET cjose)    # what sign-in providers sign (host_stub/identity)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp) # what a plugin's worker may ask the system for (plugin_api/loader)
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive) # the support bundle (host_stub/services)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
find_package(LibXml2 REQUIRED)                # HTML as people write it (plugins/manageengine)
# Boost.DLL (plugin_api/loader) and Boost.Beast (the listener and the guard proxy in host_stub/http). Headers only,
# but for Filesystem, which Boost.DLL does without here (BOOST_DLL_USE_STD_FS).
find_package(Boost 1.74 REQUIRED)
find_package(prometheus-cpp REQUIRED)       # the text that Prometheus reads (host_stub/api)
find_package(EXPAT 2.5 REQUIRED)             # scans in XML (host_stub/findings)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)    # libcsv: findings as tables (host_stub/findings)
find_library(CSV_LIBRARY csv REQUIRED)
find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)       # JSON Schema (plugin_api/loader)
find_path(CMARK_GFM_INCLUDE_DIR cmark-gfm.h REQUIRED)                 # Markdown templates (host_stub/policy)
find_library(CMARK_GFM_LIBRARY cmark-gfm REQUIRED)
find_library(CMARK_GFM_EXTENSIONS_LIBRARY cmark-gfm-extensions REQUIRED)
if(ITSM_TESTS)
  find_package(CURL 7.85 REQUIRED)           # HTTP of simulators and conformance suite (tests/support)
  find_package(Catch2 2.13 REQUIRED)         # unit and integration tests
  find_path(RAPIDCHECK_INCLUDE_DIR rapidcheck.h REQUIRED)             # property tests
  find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
endif()
