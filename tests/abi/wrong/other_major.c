/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

TICKETS()
ENTRY(.abi_major = ITSM_ABI_MAJOR + 1)
