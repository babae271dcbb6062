/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was decided in a step, an `a{sv}`, as the text that the journal and the drafts hold. */

char *davy_facts_to_text (GVariant *facts);
GVariant *davy_facts_from_text (const char *text);

void davy_facts_insert_text (GVariantDict *facts, const char *key, const char *text);
void davy_facts_insert_answer (GVariantDict *facts, guint http_status, const char *correlation_id);
void davy_facts_insert_failure (GVariantDict *facts, const GError *failure);

G_END_DECLS
