# SPDX-License-Identifier: Apache-2.0
# itsm_options: what every target of ours is compiled and linked with. Never global flags.
add_library(itsm_options INTERFACE)
target_compile_features(itsm_options INTERFACE cxx_std_20)
# -fPIC everywhere, programs too, so that all targets share one precompiled header.
target_compile_options(itsm_options INTERFACE -fPIC -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees a null dereference and uninitialised members inside std::variant and std::optional where none is.
  target_compile_options(itsm_options INTERFACE -Wno-maybe-uninitialized)
  # When it optimises, it also sees overruns inside std::string that are not there (GCC bug 105329 and its kin).
  target_compile_options(itsm_options INTERFACE
    $<$<CONFIG:Release>:-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread>)
endif()
option(ITSM_WERROR "Warnings are errors" ON)
if(ITSM_WERROR)
  target_compile_options(itsm_options INTERFACE -Werror)
endif()

if(ITSM_SANITIZE STREQUAL "address")
  # vptr reports false positives across libcpprest.so.
  set(ITSM_SANITIZE_FLAGS -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(ITSM_SANITIZE STREQUAL "thread")
  # Boost.Asio has fences, of which GCC says that the sanitizer does not see them; it hands over under mutexes too.
  set(ITSM_SANITIZE_FLAGS -fsanitize=thread -fno-omit-frame-pointer $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
elseif(NOT ITSM_SANITIZE STREQUAL "")
  message(FATAL_ERROR "ITSM_SANITIZE is '${ITSM_SANITIZE}'; it takes 'address' or 'thread'")
endif()
target_compile_options(itsm_options INTERFACE ${ITSM_SANITIZE_FLAGS})
target_link_options(itsm_options INTERFACE ${ITSM_SANITIZE_FLAGS})
if(ITSM_FUZZ)
  # Our own code tells the fuzzer where it has been; the targets of tests/fuzz link the fuzzer itself.
  target_compile_options(itsm_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(itsm_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(ITSM_COVERAGE)
  target_compile_options(itsm_options INTERFACE --coverage)
  target_link_options(itsm_options INTERFACE --coverage)
endif()

find_program(ITSM_MOLD mold)
if(ITSM_MOLD)
  target_link_options(itsm_options INTERFACE -fuse-ld=mold)
endif()

find_program(ITSM_CCACHE ccache)
if(ITSM_CCACHE)
  # Precompiled headers need these two; absolute paths are rewritten, so that every build folder shares the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${ITSM_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()
