/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-data-group.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "store/davy-retention.h"
#include "ui/common/davy-aside-row.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-toast.h"
#include "ui/preferences/davy-data-words.h"

/* How long is kept what is over. Keeping it for a shorter time deletes at once: a person is told
 * how much, and is asked. */

#define KEY "keep-months"

struct _DavyDataGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *keep_row;
  GtkWidget *delete_row;
  GtkWidget *delete_button;

  DavyContext *context;
  GCancellable *cancellable; /* of the question that is open, or about to be */
  GArray *months;            /* (element-type guint): of the row's choices */
  gboolean showing;          /* the row is set by the program */
};

/* A shorter time, on its way to be kept. */
typedef struct
{
  DavyDataGroup *self; /* (owned) */
  guint months;
} Shortening;

typedef enum
{
  SIGNAL_DELETE_ALL,
  N_SIGNALS,
} DataGroupSignal;

static guint signals[N_SIGNALS];

static const guint offered[] = { DAVY_RETENTION_FOR_EVER,    120, 60, 36, 24, 12,
                                 DAVY_RETENTION_LEAST_MONTHS };

G_DEFINE_FINAL_TYPE (DavyDataGroup, davy_data_group, ADW_TYPE_PREFERENCES_GROUP)

static void
shortening_free (Shortening *shortening)
{
  g_object_unref (shortening->self);
  g_free (shortening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shortening, shortening_free)

/* One that an administrator has set stands among them, where it belongs: the longest first. */
static void
fill_months (GArray *months, guint kept)
{
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      gboolean before = i > 0 && kept < offered[i - 1] && kept > offered[i];

      if ((i == 1 && kept > offered[i]) || (i > 1 && before))
        g_array_append_val (months, kept);
      g_array_append_val (months, offered[i]);
    }
}

static guint
find_choice (DavyDataGroup *self, guint kept)
{
  for (guint i = 0; i < self->months->len; i++)
    if (g_array_index (self->months, guint, i) == kept)
      return i;

  return self->months->len - 1; /* less than the least is the least */
}

static void
show_kept (DavyDataGroup *self)
{
  GSettings *settings = davy_context_get_settings (self->context);

  self->showing = TRUE;
  adw_combo_row_set_selected (self->keep_row,
                              find_choice (self, g_settings_get_uint (settings, KEY)));
  self->showing = FALSE;
}

static void
say_failed (DavyDataGroup *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  davy_toast_show (GTK_WIDGET (self), davy_toast_new (sentence));
}

static void
keep (DavyDataGroup *self, guint months)
{
  g_settings_set_uint (davy_context_get_settings (self->context), KEY, months);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shortening) shortening = user_data;
  g_autoptr (GError) error = NULL;
  gboolean agreed = davy_compat_ask_finish (GTK_WINDOW (source), result, &error);

  if (error != NULL)
    return;
  if (agreed)
    keep (shortening->self, shortening->months);
  else
    show_kept (shortening->self);
}

static void
ask (Shortening *shortening, const DavyStale *stale)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (shortening->self));
  GCancellable *cancellable = shortening->self->cancellable;
  g_autofree char *time = davy_words_keep (shortening->months);
  /* Translators: %s is “1 year”, “6 months”. */
  g_autofree char *heading = g_strdup_printf (_ ("Keep stored data for %s?"), time);
  g_autofree char *body = davy_words_stale (stale);

  davy_compat_ask_async (GTK_WINDOW (window), heading, body, _ ("_Cancel"), _ ("_Delete"), TRUE,
                         cancellable, answered_cb, shortening);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Shortening) shortening = user_data;
  g_autoptr (GError) error = NULL;
  DavyStale stale;

  if (!davy_store_count_stale_finish (DAVY_STORE (source), result, &stale, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      say_failed (shortening->self, error);
      show_kept (shortening->self);
    }
  else if (davy_stale_is_empty (&stale))
    keep (shortening->self, shortening->months);
  else
    ask (g_steal_pointer (&shortening), &stale);
}

static gboolean
is_shorter (guint months, guint kept)
{
  return months != DAVY_RETENTION_FOR_EVER && (kept == DAVY_RETENTION_FOR_EVER || months < kept);
}

static void
keep_selected_cb (DavyDataGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->keep_row);
  Shortening *shortening;
  guint months, kept;

  if (self->context == NULL || self->showing || selected >= self->months->len)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  months = g_array_index (self->months, guint, selected);
  kept = g_settings_get_uint (davy_context_get_settings (self->context), KEY);
  if (!is_shorter (months, kept))
    {
      keep (self, months);
      return;
    }

  self->cancellable = g_cancellable_new ();
  shortening = g_new0 (Shortening, 1);
  shortening->self = g_object_ref (self);
  shortening->months = months;
  davy_store_count_stale_async (davy_context_get_store (self->context), months, self->cancellable,
                                counted_cb, shortening);
}

static void
all_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyDataGroup) self = DAVY_DATA_GROUP (user_data);

  if (!davy_compat_ask_finish (GTK_WINDOW (source), result, NULL))
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->delete_row), _ ("Deleting…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_DELETE_ALL], 0);
}

static void
ask_all (DavyDataGroup *self, const DavyHeld *held)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *body = davy_words_held (held);

  davy_compat_ask_async (GTK_WINDOW (window), _ ("Delete all local data?"), body, _ ("_Cancel"),
                         _ ("_Delete everything"), TRUE, self->cancellable, all_answered_cb,
                         g_object_ref (self));
}

/* Also of a database that cannot be read: it is deleted all the same. */
static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyDataGroup) self = DAVY_DATA_GROUP (user_data);
  g_autoptr (GError) error = NULL;
  DavyHeld held;
  gboolean counted = davy_store_count_held_finish (DAVY_STORE (source), result, &held, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ask_all (self, counted ? &held : NULL);
}

static void
delete_clicked_cb (DavyDataGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  davy_store_count_held_async (davy_context_get_store (self->context), self->cancellable, held_cb,
                               g_object_ref (self));
}

/* What is on its way holds the group, but nobody is asked without a window. */
static void
davy_data_group_unroot (GtkWidget *widget)
{
  DavyDataGroup *self = DAVY_DATA_GROUP (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  GTK_WIDGET_CLASS (davy_data_group_parent_class)->unroot (widget);
}

static void
davy_data_group_dispose (GObject *object)
{
  DavyDataGroup *self = DAVY_DATA_GROUP (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_data_group_parent_class)->dispose (object);
}

static void
davy_data_group_finalize (GObject *object)
{
  g_array_unref (DAVY_DATA_GROUP (object)->months);

  G_OBJECT_CLASS (davy_data_group_parent_class)->finalize (object);
}

static void
davy_data_group_class_init (DavyDataGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_data_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_data_group_finalize;
  widget_class->unroot = davy_data_group_unroot;

  /* A person has agreed that all local data is deleted. */
  signals[SIGNAL_DELETE_ALL] = g_signal_new ("delete-all", G_TYPE_FROM_CLASS (klass), 0, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_ASIDE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/preferences/davy-data-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyDataGroup, keep_row);
  gtk_widget_class_bind_template_child (widget_class, DavyDataGroup, delete_row);
  gtk_widget_class_bind_template_child (widget_class, DavyDataGroup, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, keep_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
davy_data_group_init (DavyDataGroup *self)
{
  self->months = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_choice_factory_install (self->keep_row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->delete_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("All local data"), -1);
}

/**
 * davy_data_group_set_context:
 * @self: a group that has none yet
 * @context: whose data it is about
 */
void
davy_data_group_set_context (DavyDataGroup *self, DavyContext *context)
{
  GSettings *settings = davy_context_get_settings (context);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  fill_months (self->months, g_settings_get_uint (settings, KEY));
  for (guint i = 0; i < self->months->len; i++)
    gtk_string_list_take (choices, davy_words_keep (g_array_index (self->months, guint, i)));
  adw_combo_row_set_model (self->keep_row, G_LIST_MODEL (choices));
  self->context = g_object_ref (context);
  show_kept (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_row), g_settings_is_writable (settings, KEY));
}
