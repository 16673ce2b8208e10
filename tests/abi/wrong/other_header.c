/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

TICKETS()
ENTRY(.abi_hash = ITSM_ABI_HASH ^ 1u)
