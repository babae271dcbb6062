/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deletion-row.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-deletion-words.h"

/* A line of a deletion: what it is, why it is there, what is in the way, and a tick or how far it
 * is. */

#define INDENT 24

struct _DavyDeletionRow
{
  GtkWidget parent_instance;

  GtkCheckButton *tick;
  GtkImage *mark;
  GtkLabel *title;
  GtkLabel *facts;
  GtkLabel *reason;
  GtkLabel *obstacle;
  GtkLabel *price;

  DavyDeletionLine *line; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (DavyDeletionRow, davy_deletion_row, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *style;
} marks[] = {
  [DAVY_DELETION_WAITING] = { "content-loading-symbolic", "dim-label" },
  [DAVY_DELETION_UNSETTLED] = { "dialog-question-symbolic", "warning" },
  [DAVY_DELETION_UNDER_WAY] = { "content-loading-symbolic", "accent" },
  [DAVY_DELETION_GONE] = { "object-select-symbolic", "success" },
  [DAVY_DELETION_FAILED] = { "dialog-warning-symbolic", "warning" },
};

static void
show_heading (DavyDeletionRow *self, const char *heading)
{
  gtk_widget_set_visible (GTK_WIDGET (self->tick), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  davy_show_text (self->title, heading);
  davy_show_text (self->facts, NULL);
  davy_show_text (self->reason, NULL);
  davy_show_text (self->obstacle, NULL);
  davy_show_text (self->price, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
}

static char *
dup_price (const DavyDeletionItem *item)
{
  g_autofree char *money = NULL;

  if (!item->is_billed || !davy_money_is_known (&item->per_day))
    return NULL;
  money = davy_format_money (DAVY_LANGUAGE_WINDOW, &item->per_day, DAVY_FORMAT_ROUNDED);

  /* Translators: an amount of money */
  return g_strdup_printf (_ ("≈ %s a day"), money);
}

static void
show_item (DavyDeletionRow *self, const DavyDeletionItem *item)
{
  g_autofree char *facts = davy_words_deletion_facts (item);
  g_autofree char *reason = davy_words_deletion_reason (item);
  g_autofree char *obstacle = davy_words_deletion_obstacles (item);
  g_autofree char *price = dup_price (item);
  gboolean held =
      item->foreign_holder != NULL || (item->holder != NULL && !item->holder->is_ticked);

  gtk_widget_set_visible (GTK_WIDGET (self->tick), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick), !held);
  gtk_check_button_set_active (self->tick, item->is_ticked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  item->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts, -1);
  davy_show_text (self->title, item->name);
  davy_show_text (self->facts, facts);
  davy_show_text (self->reason, reason);
  davy_show_text (self->obstacle, obstacle);
  davy_show_text (self->price, price);
  gtk_widget_set_margin_start (GTK_WIDGET (self), item->parent != NULL ? INDENT : 0);
}

static void
show_target (DavyDeletionRow *self, const DavyDeletionTarget *target)
{
  g_autofree char *name = davy_words_resource_name (target->id);
  g_autofree char *state = davy_words_deletion_state (target);
  gboolean failed = target->state == DAVY_DELETION_FAILED;

  gtk_widget_set_visible (GTK_WIDGET (self->tick), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
  gtk_image_set_from_icon_name (self->mark, marks[target->state].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark),
                              (const char *[]){ marks[target->state].style, NULL });
  davy_show_text (self->title, name);
  davy_show_text (self->facts, target->id);
  davy_show_text (self->reason, failed ? NULL : state);
  davy_show_text (self->obstacle, failed ? state : NULL);
  davy_show_text (self->price, NULL);
}

static void
update (DavyDeletionRow *self)
{
  const char *heading = davy_deletion_line_get_heading (self->line);

  self->filling = TRUE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_margin_start (GTK_WIDGET (self), 0);
  if (heading != NULL)
    show_heading (self, heading);
  else if (davy_deletion_line_get_item (self->line) != NULL)
    show_item (self, davy_deletion_line_get_item (self->line));
  else
    show_target (self, davy_deletion_line_get_target (self->line));
  self->filling = FALSE;
}

static void
toggled_cb (DavyDeletionRow *self)
{
  if (!self->filling && self->line != NULL)
    davy_deletion_line_tick (self->line, gtk_check_button_get_active (self->tick));
}

static void
davy_deletion_row_dispose (GObject *object)
{
  GtkWidget *child;

  davy_deletion_row_set_line (DAVY_DELETION_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_deletion_row_parent_class)->dispose (object);
}

static void
davy_deletion_row_class_init (DavyDeletionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_deletion_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "deletionrow");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-deletion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, tick);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, title);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, facts);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, reason);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, obstacle);
  gtk_widget_class_bind_template_child (widget_class, DavyDeletionRow, price);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
davy_deletion_row_init (DavyDeletionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_deletion_row_new:
 *
 * Returns: (transfer floating): a row without a line
 */
GtkWidget *
davy_deletion_row_new (void)
{
  return g_object_new (DAVY_TYPE_DELETION_ROW, NULL);
}

/**
 * davy_deletion_row_set_line:
 * @self: a row
 * @line: (nullable): what it shows, now and when it changes
 *
 * Shows a line.
 */
void
davy_deletion_row_set_line (DavyDeletionRow *self, DavyDeletionLine *line)
{
  if (self->line != NULL)
    g_signal_handlers_disconnect_by_data (self->line, self);
  g_set_object (&self->line, line);
  if (line == NULL)
    return;

  g_signal_connect_object (line, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * davy_deletion_row_toggle:
 * @self: a row
 *
 * Does what a click on its tick does: nothing where there is none, or where it cannot be changed.
 */
void
davy_deletion_row_toggle (DavyDeletionRow *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->tick)))
    gtk_widget_activate (GTK_WIDGET (self->tick));
}
