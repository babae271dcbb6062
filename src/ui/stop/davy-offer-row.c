/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-offer-row.h"

#include "ui/common/davy-say.h"

/* One thing that may be done and need not be: what it is, how far it is, and a button; a second one
 * where what was begun can be undone as well. */

struct _DavyOfferRow
{
  DavyAsideRow parent_instance;

  char *id;
  GtkLabel *stage;
  GtkButton *button;
  GtkButton *back;
};

G_DEFINE_FINAL_TYPE (DavyOfferRow, davy_offer_row, DAVY_TYPE_ASIDE_ROW)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_TAKEN_BACK,
  SIGNAL_LAST,
};

static guint signals[SIGNAL_LAST];

static void
clicked_cb (DavyOfferRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
back_clicked_cb (DavyOfferRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TAKEN_BACK], 0);
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

  /* Somebody pressed the second one. */
  signals[SIGNAL_TAKEN_BACK] = g_signal_new ("taken-back", DAVY_TYPE_OFFER_ROW, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Below the one before, as there is little room beside it. */
static GtkButton *
add_button (DavyOfferRow *self, GtkWidget *box, void (*callback) (DavyOfferRow *self))
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (callback), self, G_CONNECT_SWAPPED);

  return GTK_BUTTON (button);
}

static void
davy_offer_row_init (DavyOfferRow *self)
{
  DavyAsideRow *row = DAVY_ASIDE_ROW (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->stage = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->stage, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "dim-label");
  davy_aside_row_add_suffix (row, GTK_WIDGET (self->stage));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->button = add_button (self, box, clicked_cb);
  self->back = add_button (self, box, back_clicked_cb);
  davy_aside_row_add_suffix (row, box);
}

/* @label: (nullable): %NULL hides it */
static void
set_button (DavyOfferRow *self, GtkButton *button, const char *label, const char *name)
{
  /* Keys that are sent to what is hidden get lost. */
  if (label == NULL && gtk_widget_has_focus (GTK_WIDGET (button)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL)
    return;

  gtk_button_set_label (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  davy_show_text (self->stage, stage);
  set_button (self, self->button, label, name);
}

/**
 * davy_offer_row_set_way_back:
 * @self: a row
 * @label: (nullable): what the second button says; %NULL when there is nothing to be undone beside
 *   what the first one does
 * @name: (nullable): the same for who does not see beside what it stands
 *
 * Offers to undo what was begun.
 */
void
davy_offer_row_set_way_back (DavyOfferRow *self, const char *label, const char *name)
{
  set_button (self, self->back, label, name);
}
