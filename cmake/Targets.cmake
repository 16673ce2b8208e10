# SPDX-License-Identifier: Apache-2.0
# One helper per kind of target. Sources are listed by hand; headers need no listing.

# The precompiled header of all our code: what nearly every file includes.
add_library(itsm_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_link_libraries(itsm_pch PRIVATE itsm_options nlohmann_json::nlohmann_json)
target_precompile_headers(itsm_pch PRIVATE <algorithm> <chrono> <functional> <map> <memory> <optional> <span> <string>
  <string_view> <variant> <vector> <nlohmann/json.hpp>)

# What is tested is optimised as people get it; the tests themselves need not be, and are most of the compiling.
add_library(itsm_test_options INTERFACE)
target_compile_options(itsm_test_options INTERFACE $<$<CONFIG:Release>:-O0>)

# The same for tests, with what each of them includes besides.
if(ITSM_TESTS)
  add_library(itsm_test_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
  target_link_libraries(itsm_test_pch PRIVATE itsm_options itsm_test_options nlohmann_json::nlohmann_json Catch2::Catch2)
  target_precompile_headers(itsm_test_pch PRIVATE <algorithm> <chrono> <functional> <map> <memory> <optional> <span>
    <string> <string_view> <variant> <vector> <nlohmann/json.hpp> <catch2/catch.hpp>)
endif()

# Where tests keep the exchanges that they record.
set(ITSM_RECORDED_DIR ${CMAKE_SOURCE_DIR}/build/recorded)

# itsm_library(NAME SOURCES file... [ALONE file...] [NO_UNITY] [DEPENDS target...] [PRIVATE_DEPENDS target...])
# A room of the house: a static library that includes by paths from the top of the tree. The release build compiles
# several files of a room at once; ALONE are those of SOURCES that have local names in common with another file, and
# NO_UNITY says that most have.
function(itsm_library name)
  cmake_parse_arguments(ARG "NO_PCH;NO_UNITY" "" "SOURCES;ALONE;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE itsm_options ${ARG_PRIVATE_DEPENDS})
  if(NOT ARG_NO_PCH)
    target_precompile_headers(${name} REUSE_FROM itsm_pch)
  endif()
  if(ARG_NO_UNITY)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# itsm_program(NAME SOURCES file... DEPENDS target...)
function(itsm_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE itsm_options ${ARG_DEPENDS})
  target_precompile_headers(${name} REUSE_FROM itsm_pch)
endfunction()

# itsm_test(NAME SOURCES file... DEPENDS target... [LABELS label...] [TIMEOUT seconds])
# One Catch2 program, one ctest entry. Label `threads` puts it into the thread-sanitizer stage, `postgres` says that
# it starts a private PostgreSQL.
function(itsm_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPENDS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE itsm_options itsm_test_options itsm_test_main ${ARG_DEPENDS})
  target_precompile_headers(${name} REUSE_FROM itsm_test_pch)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests UNITY_BUILD OFF)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 600)
  endif()
  set(environment ASAN_OPTIONS=detect_odr_violation=2:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1
    LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/cmake/lsan.supp
    TSAN_OPTIONS=halt_on_error=1:suppressions=${CMAKE_SOURCE_DIR}/cmake/tsan.supp ${ARG_ENVIRONMENT})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${environment}")
endfunction()

# itsm_records_exchanges(TEST): what the test's plugins say to vendors is kept, whatever the build folder, and judged at
# the end by the vendors' own specifications (tests/evidence).
function(itsm_records_exchanges test)
  set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT ITSM_RECORD_EXCHANGES=${ITSM_RECORDED_DIR})
  set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED recording_folder)
endfunction()

# itsm_pin_plugin(NAME [DESTINATION folder]): the host may run the plugin as it is built here and, with a destination, as
# it is installed there, which is when it is stripped.
function(itsm_pin_plugin name)
  cmake_parse_arguments(ARG "" "DESTINATION" "" ${ARGN})
  add_custom_command(TARGET ${name} POST_BUILD WORKING_DIRECTORY $<TARGET_FILE_DIR:${name}>
    COMMAND ${CMAKE_COMMAND} -E sha256sum $<TARGET_FILE_NAME:${name}> > $<TARGET_FILE_NAME:${name}>.sha256 VERBATIM)
  if(ARG_DESTINATION)
    install(CODE "
      set(plugin \"\${CMAKE_INSTALL_PREFIX}/${ARG_DESTINATION}/$<TARGET_FILE_NAME:${name}>\")
      file(SHA256 \"\$ENV{DESTDIR}\${plugin}\" digest)
      file(WRITE \"\$ENV{DESTDIR}\${plugin}.sha256\" \"\${digest}  $<TARGET_FILE_NAME:${name}>\\n\")
      file(CHMOD \"\$ENV{DESTDIR}\${plugin}.sha256\" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
      list(APPEND CMAKE_INSTALL_MANIFEST_FILES \"\${plugin}.sha256\")" COMPONENT host)
  endif()
endfunction()
