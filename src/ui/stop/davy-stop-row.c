/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-row.h"

#include "ui/common/davy-say.h"

/* One thing to be stopped or taken away: a tick, what it is, what it costs, how far it is. */

struct _DavyStopRow
{
  DavyAsideRow parent_instance;

  char *id;
  GtkCheckButton *check;
  GtkLabel *price;
  GtkLabel *stage;
};

G_DEFINE_FINAL_TYPE (DavyStopRow, davy_stop_row, DAVY_TYPE_ASIDE_ROW)

enum
{
  SIGNAL_TOGGLED,
  SIGNAL_LAST,
};

static guint signals[SIGNAL_LAST];

static void
toggled_cb (DavyStopRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

static GtkLabel *
add_label (DavyStopRow *self, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_set_visible (label, FALSE);
  davy_aside_row_add_suffix (DAVY_ASIDE_ROW (self), label);

  return GTK_LABEL (label);
}

static void
davy_stop_row_finalize (GObject *object)
{
  g_free (DAVY_STOP_ROW (object)->id);

  G_OBJECT_CLASS (davy_stop_row_parent_class)->finalize (object);
}

static void
davy_stop_row_class_init (DavyStopRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_stop_row_finalize;

  /* Somebody ticked it or not. */
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", DAVY_TYPE_STOP_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_stop_row_init (DavyStopRow *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  davy_aside_row_add_prefix (DAVY_ASIDE_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  self->price = add_label (self, "figure");
  self->stage = add_label (self, "dim-label");
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_stop_row_new:
 * @id: the id of what it is about
 * @title: its name
 * @ticked: whether it is to go
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
davy_stop_row_new (const char *id, const char *title, gboolean ticked)
{
  DavyStopRow *self = g_object_new (DAVY_TYPE_STOP_ROW, NULL);

  self->id = g_strdup (id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_check_button_set_active (self->check, ticked);

  return GTK_WIDGET (self);
}

/**
 * davy_stop_row_get_id:
 * @self: a row
 *
 * Returns: the id of what it is about
 */
const char *
davy_stop_row_get_id (DavyStopRow *self)
{
  return self->id;
}

/**
 * davy_stop_row_is_ticked:
 * @self: a row
 *
 * Returns: whether it is to go
 */
gboolean
davy_stop_row_is_ticked (DavyStopRow *self)
{
  return gtk_check_button_get_active (self->check);
}

/**
 * davy_stop_row_set_words:
 * @self: a row
 * @subtitle: what it is
 * @price: what it costs, or ""
 * @stage: how far it is, or ""
 *
 * Says what is known by now.
 */
void
davy_stop_row_set_words (DavyStopRow *self,
                         const char *subtitle,
                         const char *price,
                         const char *stage)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  davy_show_text (self->price, price);
  davy_show_text (self->stage, stage);
}
