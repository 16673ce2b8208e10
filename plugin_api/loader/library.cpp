// SPDX-License-Identifier: Apache-2.0
// The one file that includes Boost.DLL.
#define BOOST_DLL_USE_STD_FS
#include "plugin_api/loader/library.hpp"

#include <dlfcn.h>

#include <boost/dll/shared_library.hpp>

namespace itsm::loader {

Result<const itsm_plugin_entry*, LoadRefusal> load_entry(const std::filesystem::path& file,
                                                         Descriptor sealed) {
  using boost::dll::load_mode::type;
  // RTLD_NODELETE, which Boost passes on without having a name for it: the handle below may go, the code
  // stays.
  const auto mode =
      static_cast<type>(static_cast<unsigned>(boost::dll::load_mode::rtld_now) |
                        static_cast<unsigned>(boost::dll::load_mode::rtld_local) | RTLD_NODELETE);
  boost::dll::shared_library library;
  try {
    library.load("/proc/self/fd/" + std::to_string(sealed.get()), mode);
  } catch (const std::exception& refused) {
    return refuse(file, Rule::loadable, std::string("it does not load: ") + refused.what());
  }
  sealed.release();  // see the header
  if (!library.has(ITSM_PLUGIN_ENTRY_NAME))
    return refuse(file, Rule::entry, "it does not export " ITSM_PLUGIN_ENTRY_NAME ", so it is not a plugin");
  return &library.get<const itsm_plugin_entry>(ITSM_PLUGIN_ENTRY_NAME);
}

}  // namespace itsm::loader
