/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-offer-row.h"

/* One thing that may be done and need not be: what it is, how far it is, and a button. */

struct _DavyOfferRow
{
  AdwActionRow parent_instance;

  char *id;
  GtkLabel *stage;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (DavyOfferRow, davy_offer_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LAST,
};

static guint signals[SIGNAL_LAST];

static void
clicked_cb (DavyOfferRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
davy_offer_row_finalize (GObject *object)
{
  g_free (DAVY_OFFER_ROW (object)->id);

  G_OBJECT_CLASS (davy_offer_row_parent_class)->finalize (object);
}

static void
davy_offer_row_class_init (DavyOfferRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_offer_row_finalize;

  /* Somebody pressed its button. */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", DAVY_TYPE_OFFER_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_offer_row_init (DavyOfferRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);

  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->stage = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->stage, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "dim-label");
  adw_action_row_add_suffix (row, GTK_WIDGET (self->stage));
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, GTK_WIDGET (self->button));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_offer_row_new:
 * @id: the id of what it is about
 * @title: its name
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
davy_offer_row_new (const char *id, const char *title)
{
  DavyOfferRow *self = g_object_new (DAVY_TYPE_OFFER_ROW, "title", title, NULL);

  self->id = g_strdup (id);

  return GTK_WIDGET (self);
}

/**
 * davy_offer_row_get_id:
 * @self: a row
 *
 * Returns: the id of what it is about
 */
const char *
davy_offer_row_get_id (DavyOfferRow *self)
{
  return self->id;
}

/**
 * davy_offer_row_set_words:
 * @self: a row
 * @subtitle: what it is
 * @stage: how far it is, or ""
 * @label: (nullable): what the button says; %NULL when there is nothing to be done
 * @name: (nullable): the same for who does not see beside what it stands
 *
 * Says what is known by now.
 */
void
davy_offer_row_set_words (DavyOfferRow *self,
                          const char *subtitle,
                          const char *stage,
                          const char *label,
                          const char *name)
{
  /* Keys that are sent to what is hidden get lost. */
  if (label == NULL && gtk_widget_has_focus (GTK_WIDGET (self->button)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_label (self->stage, stage);
  gtk_widget_set_visible (GTK_WIDGET (self->stage), *stage != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}
