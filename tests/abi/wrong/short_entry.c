/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

TICKETS()
ENTRY(.struct_size = offsetof(itsm_plugin_entry, extension))
