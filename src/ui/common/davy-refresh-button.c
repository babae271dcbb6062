/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-refresh-button.h"

#include <glib/gi18n.h>

/* The way to refresh; while a refresh runs it shows how far that is, and cancels it. */

struct _DavyRefreshButton
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *spinner;
  GtkProgressBar *progress;
  GtkButton *cancel_button;

  DavySync *sync;
  gboolean narrow;
};

typedef enum
{
  PROP_NARROW = 1,
  PROP_LAST = PROP_NARROW,
} DavyRefreshButtonProperty;

static GParamSpec *props[PROP_LAST + 1];

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
  gboolean running = self->sync != NULL && davy_sync_get_running (self->sync);
  double fraction = running ? davy_sync_get_fraction (self->sync) : -1;
  const char *stage = running ? stage_words (davy_sync_get_stage (self->sync)) : "";

  gtk_stack_set_visible_child_name (self->stack, running ? "running" : "idle");
  gtk_widget_set_visible (self->spinner, running && (fraction < 0 || self->narrow));
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0 && !self->narrow);
  gtk_progress_bar_set_fraction (self->progress, MAX (fraction, 0));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->progress), stage);
  gtk_widget_set_tooltip_text (self->spinner, stage);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  stage, -1);
}

static void
update_cancel_button (DavyRefreshButton *self)
{
  if (self->narrow)
    gtk_button_set_icon_name (self->cancel_button, "process-stop-symbolic");
  else
    gtk_button_set_label (self->cancel_button, C_ ("refresh", "Cancel"));
}

static void
cancel_clicked_cb (DavyRefreshButton *self)
{
  davy_sync_cancel (self->sync);
}

static void
davy_refresh_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((DavyRefreshButtonProperty) id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DAVY_REFRESH_BUTTON (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_refresh_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyRefreshButton *self = DAVY_REFRESH_BUTTON (object);

  switch ((DavyRefreshButtonProperty) id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      update_cancel_button (self);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_refresh_button_dispose (GObject *object)
{
  DavyRefreshButton *self = DAVY_REFRESH_BUTTON (object);

  g_clear_object (&self->sync);

  G_OBJECT_CLASS (davy_refresh_button_parent_class)->dispose (object);
}

static void
davy_refresh_button_class_init (DavyRefreshButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_refresh_button_dispose;
  object_class->get_property = davy_refresh_button_get_property;
  object_class->set_property = davy_refresh_button_set_property;

  props[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-refresh-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, stack);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, progress);
  gtk_widget_class_bind_template_child (widget_class, DavyRefreshButton, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
davy_refresh_button_init (DavyRefreshButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_cancel_button (self);
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
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::fraction", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::stage", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
