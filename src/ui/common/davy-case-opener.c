/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-case-opener.h"

#include <adwaita.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-triage.h"
#include "ui/common/davy-stack.h"
#include "ui/common/davy-status-text.h"

/* Opens the case of an alert for the window around it. Until the content is shown there is a
 * spinner, or why the case could not be opened and a way to try again. */

struct _DavyCaseOpener
{
  GtkWidget parent_instance;

  GtkStack *screens;
  GtkWidget *spinner;
  AdwStatusPage *failed;
  GtkWidget *retry;
  AdwBin *place; /* of the content */

  DavyContext *context;
  gint64 alert_row;
  GCancellable *cancellable;
};

typedef enum
{
  PROP_CONTENT = 1,
  PROP_LAST = PROP_CONTENT,
} DavyCaseOpenerProperty;

typedef enum
{
  SIGNAL_OPENED,
  SIGNAL_LAST,
} DavyCaseOpenerSignal;

static GParamSpec *props[PROP_LAST + 1];
static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyCaseOpener, davy_case_opener, GTK_TYPE_WIDGET)

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCaseOpener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCase) opened = davy_triage_open_finish (DAVY_TRIAGE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opened != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_OPENED], 0, opened);
      return;
    }

  sentence = davy_error_dup_sentence (error);
  davy_status_text_set (self->failed, sentence);
  davy_stack_show_alone (self->screens, GTK_WIDGET (self->failed));
  gtk_widget_grab_focus (self->retry);
  davy_compat_announce (GTK_WIDGET (self), sentence);
}

static void
open_cb (DavyCaseOpener *self)
{
  davy_stack_show_alone (self->screens, self->spinner);
  davy_triage_open_async (davy_context_get_triage (self->context), self->alert_row,
                          self->cancellable, opened_cb, g_object_ref (self));
}

/* The window has closed. */
static void
davy_case_opener_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (DAVY_CASE_OPENER (widget)->cancellable);

  GTK_WIDGET_CLASS (davy_case_opener_parent_class)->unroot (widget);
}

static void
davy_case_opener_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyCaseOpener *self = DAVY_CASE_OPENER (object);

  switch ((DavyCaseOpenerProperty) id)
    {
    case PROP_CONTENT:
      adw_bin_set_child (self->place, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_case_opener_dispose (GObject *object)
{
  DavyCaseOpener *self = DAVY_CASE_OPENER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_case_opener_parent_class)->dispose (object);
}

static void
davy_case_opener_class_init (DavyCaseOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = davy_case_opener_set_property;
  object_class->dispose = davy_case_opener_dispose;
  widget_class->unroot = davy_case_opener_unroot;

  props[PROP_CONTENT] =
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /* The case is open, a #DavyCase; the content waits to be given it and to be shown. */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, DAVY_TYPE_CASE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-case-opener.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCaseOpener, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseOpener, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseOpener, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseOpener, retry);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseOpener, place);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
davy_case_opener_init (DavyCaseOpener *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_case_opener_open:
 * @self: an opener that has opened nothing yet
 * @context: where the case is opened
 * @alert_row: an alert; its case is found or begun
 *
 * Opens the case of an alert; "opened" is told when it is there, and never once the window has
 * closed.
 */
void
davy_case_opener_open (DavyCaseOpener *self, DavyContext *context, gint64 alert_row)
{
  self->context = g_object_ref (context);
  self->alert_row = alert_row;
  open_cb (self);
}

/**
 * davy_case_opener_show_content:
 * @self: an opener whose case is open
 *
 * Shows the content in the place of the spinner.
 */
void
davy_case_opener_show_content (DavyCaseOpener *self)
{
  davy_stack_show_alone (self->screens, GTK_WIDGET (self->place));
}
