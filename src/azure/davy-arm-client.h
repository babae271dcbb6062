/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/davy-account.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ARM_CLIENT (davy_arm_client_get_type ())
G_DECLARE_FINAL_TYPE (DavyArmClient, davy_arm_client, DAVY, ARM_CLIENT, GObject)

DavyArmClient *davy_arm_client_new (DavyAccount *account);

G_END_DECLS
