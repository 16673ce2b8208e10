# SPDX-License-Identifier: Apache-2.0
# `make package`: what is installed, as packages for Debian 12. The host with its plugins and pages; the simulated
# vendors, which no machine in service needs; and what an author of plugins needs.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "ITSM link")
set(CPACK_PACKAGE_CONTACT "ITSM link <maintainers@itsm-link.example>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL host service simulator sdk conformance)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

# itsm_package(GROUP PACKAGE SECTION DESCRIPTION COMPONENT...)
macro(itsm_package group package section description)
  string(TOUPPER ${group} upper)
  foreach(component ${ARGN})
    string(TOUPPER ${component} upper_component)
    set(CPACK_COMPONENT_${upper_component}_GROUP ${group})
  endforeach()
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${description}")
endmacro()

itsm_package(server itsm-link net "Security findings in, service-desk tickets out
The host that turns findings of scanners into tickets of Jira, ServiceNow and
ManageEngine ServiceDesk Plus and keeps both in step, with its plugins, the
workbench for the browser, and a unit for systemd." host service)
itsm_package(simulators itsm-link-simulator net "Simulated service desks for ITSM link
A program that answers as Jira, ServiceNow or ServiceDesk Plus would, to try
policies and plugins without a vendor." simulator)
itsm_package(development itsm-link-dev libdevel "Development files for plugins of ITSM link
The C header of the contract, the C++20 headers over it, JSON Schemas, the
CMake package, and the suite that judges whether a plugin keeps the contract." sdk conformance)

# PostgreSQL: of the machine for the private cluster, or anywhere else, named in the configuration.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "adduser, ca-certificates, tzdata")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "postgresql-15 | postgresql")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "itsm-link-simulator, pgbouncer, prometheus")
set(packaging ${CMAKE_SOURCE_DIR}/packaging)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA ${packaging}/conffiles ${packaging}/postinst ${packaging}/prerm
  ${packaging}/postrm)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "nlohmann-json3-dev (>= 3.11)")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "g++ (>= 4:12), cmake (>= 3.25), itsm-link (= ${PROJECT_VERSION})")

# What belongs to a machine that is in service, and not to an installation below some prefix.
install(FILES ${packaging}/host.yaml DESTINATION /etc/itsm COMPONENT service EXCLUDE_FROM_ALL)
install(FILES ${packaging}/itsm-link.service DESTINATION /usr/lib/systemd/system COMPONENT service EXCLUDE_FROM_ALL)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION share/doc/itsm-link COMPONENT service EXCLUDE_FROM_ALL
  PATTERN adr EXCLUDE)
set(changelog ${CMAKE_BINARY_DIR}/packaging/changelog.gz)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/packaging)
execute_process(COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md OUTPUT_FILE ${changelog} COMMAND_ERROR_IS_FATAL ANY)
foreach(pair itsm-link:service itsm-link-simulator:simulator itsm-link-dev:conformance)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 package)
  list(GET pair 1 component)
  install(FILES ${packaging}/copyright ${changelog} DESTINATION share/doc/${package} COMPONENT ${component}
    EXCLUDE_FROM_ALL)
endforeach()
include(CPack)
