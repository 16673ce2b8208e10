# SPDX-License-Identifier: Apache-2.0
# The SDK as a package of its own: headers, CMake package, pkg-config file, schemas.
include(CMakePackageConfigHelpers)
set(sdk_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/itsm_plugin_sdk)

install(DIRECTORY include/itsm DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT sdk
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/include/itsm/abi_hash.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/itsm COMPONENT sdk)
install(TARGETS itsm_plugin_sdk EXPORT itsm_plugin_sdk COMPONENT sdk)
install(EXPORT itsm_plugin_sdk NAMESPACE itsm:: FILE itsm_plugin_sdk-targets.cmake DESTINATION ${sdk_cmake_dir} COMPONENT sdk)
install(FILES cmake/ItsmAddPlugin.cmake cmake/plugin.exports DESTINATION ${sdk_cmake_dir} COMPONENT sdk)

configure_package_config_file(cmake/itsm_plugin_sdk-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk-config.cmake INSTALL_DESTINATION ${sdk_cmake_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk-config-version.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk-config-version.cmake DESTINATION ${sdk_cmake_dir} COMPONENT sdk)

# Relocatable: paths are relative to the file itself.
file(RELATIVE_PATH sdk_pc_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/itsm_plugin_sdk.pc.in ${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/itsm_plugin_sdk.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT sdk)
