/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-secrets.h"

G_BEGIN_DECLS

char *davy_tokens_issue (DavySecrets *secrets,
                         DavyScenario *scenario,
                         const DavyDemoUser *user,
                         const char *resource,
                         const char *tenant_id,
                         gboolean mfa,
                         DavyTime now);

G_END_DECLS
