// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one place that names Catch2's header, which moves in version 3. Tests keep to what both versions have.
#include <catch2/catch.hpp>
