/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-refresh-button.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "ui/common/davy-either.h"

/* The way to refresh; while a refresh runs it shows how far that is, and cancels it. */

struct _DavyRefreshButton
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *button;
  GtkSpinner *spinner;
  GtkSpinner *small_spinner; /* where there is no room for the progress */
  GtkProgressBar *progress;

  DavySync *sync;
};

G_DEFINE_FINAL_TYPE (DavyRefreshButton, davy_refresh_button, ADW_TYPE_BIN)

static const char *
stage_words (DavySyncStage stage)
{
  switch (stage)
    {
    case DAVY_SYNC_STAGE_ALERTS:
      return _ ("Reading the alerts");
    case DAVY_SYNC_STAGE_OPEN_ALERTS:
      return _ ("Reading what belongs to the open alerts");
    case DAVY_SYNC_STAGE_CUSTOMERS:
      return _ ("Reading the customers");
    case DAVY_SYNC_STAGE_SUBSCRIPTIONS:
      return _ ("Reading the subscriptions");
    case DAVY_SYNC_STAGE_USAGE:
      return _ ("Reading the usage");
    case DAVY_SYNC_STAGE_IDLE:
    default:
      return "";
    }
}

static void
update (DavyRefreshButton *self)
{
  gboolean running = davy_sync_get_running (self->sync);
  double fraction = davy_sync_get_fraction (self->sync);
  const char *stage = stage_words (davy_sync_get_stage (self->sync));

  gtk_stack_set_visible_child_name (self->stack, running ? "running" : "idle");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), fraction < 0);
  gtk_spinner_set_spinning (self->spinner, running && fraction < 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->spinner), stage);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  stage, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->small_spinner),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, stage, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->progress), stage);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  stage, -1);
}

/* The alerts may have changed without a sign of it where the focus is. Before GTK 4.14 only the
 * description tells it: assistive technologies hear of its change. */
static void
running_cb (DavyRefreshButton *self)
{
  gboolean done = !davy_sync_get_running (self->sync) && davy_sync_get_error (self->sync) == NULL;
  const char *told = done ? _ ("The refresh is done.") : "";

  update (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told, -1);
  if (done)
    davy_compat_announce (GTK_WIDGET (self), told);
}

static void
cancel_clicked_cb (DavyRefreshButton *self)
{
  davy_sync_cancel (self->sync);
}

static void
davy_refresh_button_dispose (GObject *object)
{
  g_clear_object (&DAVY_REFRESH_BUTTON (object)->sync);

  G_OBJECT_CLASS (davy_refresh_button_parent_class)->dispose (object);
}

static void
davy_refresh_button_class_init (DavyRefreshButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_refresh_button_dispose;

  g_type_ensure (DAVY_TYPE_EITHER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-refresh-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, stack);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, button);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, small_spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, progress);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
davy_refresh_button_init (DavyRefreshButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_refresh_button_watch:
 * @self: a button
 * @sync: what it watches; set once
 */
void
davy_refresh_button_watch (DavyRefreshButton *self, DavySync *sync)
{
  g_return_if_fail (DAVY_IS_REFRESH_BUTTON (self));
  g_return_if_fail (self->sync == NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::fraction", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::stage", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
