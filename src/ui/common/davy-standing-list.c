/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-list.h"

#include <glib/gi18n.h>

#include "store/davy-store.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-standing-words.h"

/* What is known about a customer's account, each fact with how to read it, its source and age. */

struct _DavyStandingList
{
  AdwBin parent_instance;

  GtkListBox *rows;

  DavyContext *context; /* (nullable): nothing is shown yet */
  char *account_id;
  char *customer_tenant_id;
  GCancellable *cancellable; /* of a reading under way */
  char *shown;               /* what the rows say, to tell whether they have to be made anew */
};

G_DEFINE_FINAL_TYPE (DavyStandingList, davy_standing_list, ADW_TYPE_BIN)

static GtkWidget *
create_row (const DavyStandingFact *fact)
{
  g_autofree char *name = davy_words_standing_name (fact);
  g_autofree char *value = davy_words_standing_value (fact);
  g_autofree char *source = davy_words_standing_source (fact);
  GtkWidget *row = davy_fact_row_new (name, value);

  davy_fact_row_set_mark (DAVY_FACT_ROW (row), fact->mark);
  davy_fact_row_set_source (DAVY_FACT_ROW (row), source);

  return row;
}

static GtkWidget *
create_note (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (row, "dim-label");

  return row;
}

static char *
dup_content (GPtrArray *facts)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const DavyStandingFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (content, "%s\n%s\n%d\n%s\n%" G_GINT64_FORMAT "\n", fact->key,
                              fact->value != NULL ? fact->value : "", (int) fact->mark,
                              fact->source != NULL ? fact->source : "", fact->fetched_at);
    }

  return g_string_free (content, FALSE);
}

static void
standing_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts =
      davy_store_load_standing_finish (DAVY_STORE (source), result, &error);
  g_autofree char *content = dup_content (facts);
  DavyStandingList *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->cancellable);
  if (facts != NULL && g_strcmp0 (self->shown, content) == 0)
    return;

  g_clear_pointer (&self->shown, g_free);
  if (facts != NULL)
    self->shown = g_steal_pointer (&content);
  davy_empty_list (self->rows);

  if (facts != NULL)
    g_ptr_array_sort (facts, davy_words_standing_compare);
  if (facts == NULL)
    gtk_list_box_append (self->rows, create_note (_ ("The account standing could not be read")));
  else if (facts->len == 0)
    gtk_list_box_append (self->rows, create_note (_ ("Not fetched yet")));
  else
    for (guint i = 0; i < facts->len; i++)
      gtk_list_box_append (self->rows, create_row (g_ptr_array_index (facts, i)));
}

static void
load (DavyStandingList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  davy_store_load_standing_async (davy_context_get_store (self->context), self->account_id,
                                  self->customer_tenant_id, self->cancellable, standing_loaded_cb,
                                  self);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavyStandingList *self)
{
  if ((tables & DAVY_TABLE_STANDING) != 0)
    load (self);
}

static void
leave (DavyStandingList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (davy_context_get_store (self->context), self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->customer_tenant_id, g_free);
}

static void
davy_standing_list_dispose (GObject *object)
{
  leave (DAVY_STANDING_LIST (object));

  G_OBJECT_CLASS (davy_standing_list_parent_class)->dispose (object);
}

static void
davy_standing_list_class_init (DavyStandingListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_standing_list_dispose;
}

static void
davy_standing_list_init (DavyStandingList *self)
{
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Account standing"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->rows));
}

/**
 * davy_standing_list_show:
 * @self: a list
 * @context: the store to read
 * @account_id: which of our accounts
 * @customer_tenant_id: which customer
 *
 * Shows what the store knows about a customer's account, and follows it.
 */
void
davy_standing_list_show (DavyStandingList *self,
                         DavyContext *context,
                         const char *account_id,
                         const char *customer_tenant_id)
{
  g_return_if_fail (DAVY_IS_STANDING_LIST (self));

  if (self->context == context && g_strcmp0 (self->account_id, account_id) == 0 &&
      g_strcmp0 (self->customer_tenant_id, customer_tenant_id) == 0)
    return;

  leave (self);
  self->context = g_object_ref (context);
  self->account_id = g_strdup (account_id);
  self->customer_tenant_id = g_strdup (customer_tenant_id);
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, 0);
  load (self);
}
