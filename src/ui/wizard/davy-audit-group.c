/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-audit-group.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-fact-row.h"

/* What was done at Partner Center, as far as it may matter: who created the subscription or its
 * plan, and who changed what since. */

#define RECORDS_SHOWN 20

struct _DavyAuditGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* in it; made anew with its rows */
};

G_DEFINE_FINAL_TYPE (DavyAuditGroup, davy_audit_group, ADW_TYPE_BIN)

static const struct
{
  const char *operation; /* with `*` for any part of it */
  const char *words;
} operations[] = {
  { "create_order", NC_ ("audit", "Order placed") },
  { "update_order", NC_ ("audit", "Order changed") },
  { "update_subscription", NC_ ("audit", "Subscription changed") },
  { "add_customer", NC_ ("audit", "Customer added") },
  { "create_customer_user", NC_ ("audit", "User of the customer created") },
  { "reset_customer_user_password", NC_ ("audit", "Password of a user reset") },
  { "add_user_member", NC_ ("audit", "User given a role") },
  { "update_customer_spending_budget", NC_ ("audit", "Budget changed") },
  { "remove_partner_customer_relationship", NC_ ("audit", "Relationship with the customer ended") },
  { "dap_admin_relationship_*", NC_ ("audit", "Delegated access changed") },
  { "granular_admin_*", NC_ ("audit", "Delegated access changed") },
};

static const char *
get_words (const DavyAuditRecord *record)
{
  for (gsize i = 0; record->operation != NULL && i < G_N_ELEMENTS (operations); i++)
    if (g_pattern_match_simple (operations[i].operation, record->operation))
      return g_dpgettext2 (NULL, "audit", operations[i].words);

  return NULL;
}

static void
add_record (DavyAuditGroup *self, const char *title, const DavyAuditRecord *record)
{
  const char *who = record->user != NULL ? record->user : record->application;
  g_autofree char *when = davy_format_moment (DAVY_LANGUAGE_WINDOW, record->time);
  GtkWidget *row = davy_fact_row_new (title, who != NULL ? who : _ ("not named in the log"));

  davy_fact_row_set_source (DAVY_FACT_ROW (row), when);
  adw_preferences_group_add (self->group, row);
}

static void
davy_audit_group_class_init (DavyAuditGroupClass *klass)
{
}

static void
davy_audit_group_init (DavyAuditGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * davy_audit_group_show:
 * @self: the group
 * @origin: the account of the logs
 *
 * Shows what it tells of Partner Center, nothing when nothing is known.
 */
void
davy_audit_group_show (DavyAuditGroup *self, const DavyOrigin *origin)
{
  guint n_shown = 0;

  gtk_widget_set_visible (GTK_WIDGET (self), origin->records != NULL);
  if (origin->records == NULL)
    return;

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("What was done at Partner Center"));
  if (origin->order != NULL)
    add_record (self, _ ("Subscription or plan created"), origin->order);
  else
    adw_preferences_group_set_description (
        self->group, _ ("The subscription, or its plan, is older than the 90 days that Partner "
                        "Center keeps its records."));
  for (guint i = origin->records->len; i > 0 && n_shown < RECORDS_SHOWN; i--)
    {
      const DavyAuditRecord *record = g_ptr_array_index (origin->records, i - 1);
      const char *words = get_words (record);

      if (record == origin->order || words == NULL)
        continue;
      add_record (self, words, record);
      n_shown++;
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}
