/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-list.h"

#include <glib/gi18n.h>

#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-standing-reader.h"
#include "ui/common/davy-standing-words.h"
#include "ui/common/davy-tab-stop.h"

/* What is known about a customer's account, each fact with how to read it, its source and age. */

struct _DavyStandingList
{
  AdwBin parent_instance;

  GtkListBox *rows;

  DavyStandingReader *reader; /* (nullable): nothing is shown yet */
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

static void
update (DavyStandingList *self)
{
  const GPtrArray *facts = davy_standing_reader_get_facts (self->reader);

  davy_empty_list (self->rows);
  if (facts == NULL)
    gtk_list_box_append (self->rows, create_note (_ ("The account standing could not be read")));
  else if (facts->len == 0)
    gtk_list_box_append (self->rows, create_note (_ ("Not fetched yet")));
  else
    for (guint i = 0; i < facts->len; i++)
      gtk_list_box_append (self->rows, create_row (g_ptr_array_index (facts, i)));
}

static void
leave (DavyStandingList *self)
{
  if (self->reader != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  g_clear_object (&self->reader);
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
  adw_bin_set_child (ADW_BIN (self), davy_tab_stop_new (GTK_WIDGET (self->rows)));
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
  g_autoptr (DavyStandingReader) reader = NULL;

  g_return_if_fail (DAVY_IS_STANDING_LIST (self));

  reader =
      davy_standing_reader_share (davy_context_get_store (context), account_id, customer_tenant_id);
  if (reader == self->reader)
    return;

  leave (self);
  self->reader = g_steal_pointer (&reader);
  g_signal_connect_object (self->reader, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (davy_standing_reader_has_answer (self->reader))
    update (self);
}
