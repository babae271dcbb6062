/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/estate.h"

G_BEGIN_DECLS

void davy_estate_tie (DavyEstate *self);

G_END_DECLS
