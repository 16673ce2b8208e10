/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

TICKETS()
ENTRY()
