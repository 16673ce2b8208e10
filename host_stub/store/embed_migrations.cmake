# SPDX-License-Identifier: Apache-2.0
# cmake -DOUTPUT=file.cpp -P embed_migrations.cmake FILE.sql...: the texts of the migrations as C++ source, so that the
# program carries its schema.
set(entries "")
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(CMAKE_ARGV${i} MATCHES "\\.sql$")
    get_filename_component(name ${CMAKE_ARGV${i}} NAME_WE)
    file(READ ${CMAKE_ARGV${i}} text)
    string(APPEND entries "    Migration{\"${name}\", R\"sql(${text})sql\"},\n")
  endif()
endforeach()
file(WRITE ${OUTPUT} "// Made by embed_migrations.cmake.
#include \"host_stub/store/migration.hpp\"

#include <array>

namespace itsm::host::store {
namespace {
constexpr std::array kMigrations{
${entries}};
}  // namespace

std::span<const Migration> embedded_migrations() { return kMigrations; }

}  // namespace itsm::host::store
")
