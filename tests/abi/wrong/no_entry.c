/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

TICKETS()
int unrelated(void);
int unrelated(void) { return right_extension(ITSM_TICKETS) != 0; }
