# SPDX-License-Identifier: Apache-2.0
# itsm_add_plugin(NAME SOURCES file... [VERSION x.y.z] [LIBRARIES target...])
#
# A plugin as the loader wants it: NAME-VERSION.so (NAME.so without a version) that exports one symbol, has no
# unresolved ones, can never be half unloaded and keeps the symbols of its static libraries to itself.
function(itsm_add_plugin name)
  cmake_parse_arguments(ARG "" "VERSION" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_SOURCES)
    message(FATAL_ERROR "itsm_add_plugin(${name}): SOURCES is missing")
  endif()
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.exports)
  add_library(${name} MODULE ${ARG_SOURCES})
  set(output ${name})
  if(ARG_VERSION)
    set(output ${name}-${ARG_VERSION})
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${output} POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${exports})
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_options(${name} PRIVATE -Wl,--version-script=${exports} -Wl,--exclude-libs,ALL)
  # A sanitizer's runtime is in the host, so its symbols are unresolved in the plugin by design.
  if(NOT ITSM_SANITIZE)
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  target_link_libraries(${name} PRIVATE itsm::plugin_sdk ${ARG_LIBRARIES})
endfunction()
