/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-caller-row.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-wrap.h"

/* Somebody in the logs, and who that is. */

struct _DavyCallerRow
{
  AdwComboRow parent_instance;

  char *caller;
  gboolean filling;
};

typedef enum
{
  SIGNAL_MARKED,
  SIGNAL_LAST,
} DavyCallerRowSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyCallerRow, davy_caller_row, ADW_TYPE_COMBO_ROW)

static const char *const marks[DAVY_N_CALLER_MARKS] = {
  [DAVY_CALLER_UNMARKED] = NC_ ("caller", "Not said yet"),
  [DAVY_CALLER_COLLEAGUE] = NC_ ("caller", "Colleague"),
  [DAVY_CALLER_CUSTOMER] = NC_ ("caller", "Customer"),
  [DAVY_CALLER_AUTOMATION] = NC_ ("caller", "Automation"),
  [DAVY_CALLER_HOSTILE] = NC_ ("caller", "Hostile"),
};

static void
selected_cb (DavyCallerRow *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_MARKED], 0);
}

static char *
describe (const DavyOriginCaller *caller, const char *name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *seen = davy_format_moment (DAVY_LANGUAGE_WINDOW, caller->first);

  if (caller->is_new)
    g_ptr_array_add (parts, g_strdup (C_ ("caller", "New")));
  /* Translators: %s is a date with the time of day. */
  g_ptr_array_add (parts, g_strdup_printf (_ ("first seen %s"), seen));
  if (caller->makes_compute)
    g_ptr_array_add (parts, g_strdup (_ ("created or changed machines")));
  for (guint i = 0; i < MIN (caller->ips->len, 3); i++)
    g_ptr_array_add (parts, g_strdup (g_ptr_array_index (caller->ips, i)));
  if (name != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("delegated rights of your organization")));
  else if (caller->delegated_id != NULL)
    g_ptr_array_add (parts, g_strdup (_ ("delegated rights of a partner")));
  else if (caller->is_id)
    g_ptr_array_add (parts, g_strdup (_ ("an application of the customer’s directory")));

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
davy_caller_row_finalize (GObject *object)
{
  g_free (DAVY_CALLER_ROW (object)->caller);

  G_OBJECT_CLASS (davy_caller_row_parent_class)->finalize (object);
}

static void
davy_caller_row_class_init (DavyCallerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_caller_row_finalize;

  /* A person said who it is. */
  signals[SIGNAL_MARKED] = g_signal_new ("marked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_caller_row_init (DavyCallerRow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < DAVY_N_CALLER_MARKS; i++)
    gtk_string_list_append (words, g_dpgettext2 (NULL, "caller", marks[i]));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (words));
  davy_choice_factory_install (ADW_COMBO_ROW (self));
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_caller_row_new:
 * @caller: somebody in the logs
 * @name: (nullable): the user name of a colleague whom the log knows by an id
 *
 * Returns: (transfer floating): a row that asks who it is
 */
GtkWidget *
davy_caller_row_new (const DavyOriginCaller *caller, const char *name)
{
  DavyCallerRow *self = g_object_new (DAVY_TYPE_CALLER_ROW, NULL);
  g_autofree char *subtitle = describe (caller, name);

  self->caller = g_strdup (caller->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name != NULL ? name : caller->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  davy_wrap_unhyphenated (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * davy_caller_row_get_caller:
 * @self: the row
 *
 * Returns: (transfer none): who it is about, as the log has it
 */
const char *
davy_caller_row_get_caller (DavyCallerRow *self)
{
  return self->caller;
}

/**
 * davy_caller_row_get_mark:
 * @self: the row
 *
 * Returns: who that is
 */
DavyCallerMark
davy_caller_row_get_mark (DavyCallerRow *self)
{
  return (DavyCallerMark) adw_combo_row_get_selected (ADW_COMBO_ROW (self));
}

/**
 * davy_caller_row_set_mark:
 * @self: the row
 * @mark: who that is
 *
 * Shows what was said before; does not tell that it changed.
 */
void
davy_caller_row_set_mark (DavyCallerRow *self, DavyCallerMark mark)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), mark);
  self->filling = FALSE;
}
