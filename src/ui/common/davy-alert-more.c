/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-alert-more.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/davy-format.h"
#include "ui/common/davy-copy-button.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-words.h"

/* What else is known about an alert, folded: its resources, what Microsoft told beside it, and who
 * changed its status. */

struct _DavyAlertMore
{
  AdwBin parent_instance;

  GtkListBox *rows;
  char *signature; /* of what is shown */
};

G_DEFINE_FINAL_TYPE (DavyAlertMore, davy_alert_more, ADW_TYPE_BIN)

static GtkWidget *
add_row (GtkWidget *expander, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);

  return row;
}

static GtkWidget *
add_expander (DavyAlertMore *self, const char *title)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  gtk_list_box_append (self->rows, expander);

  return expander;
}

/* The last part of an Azure id: the name that people know. */
static const char *
name_of_resource (const char *azure_id)
{
  const char *slash = strrchr (azure_id, '/');

  return slash != NULL && slash[1] != '\0' ? slash + 1 : azure_id;
}

static void
add_resources (DavyAlertMore *self, const GPtrArray *resources)
{
  g_autofree char *title = NULL;
  GtkWidget *expander;

  if (resources->len == 0)
    return;

  title =
      /* Translators: how many Azure resources the alert is about. */
      g_strdup_printf (ngettext ("%u resource", "%u resources", resources->len), resources->len);
  expander = add_expander (self, title);
  for (guint i = 0; i < resources->len; i++)
    {
      const DavyAlertResource *resource = g_ptr_array_index (resources, i);
      GtkWidget *row =
          add_row (expander, name_of_resource (resource->azure_id), resource->azure_id);
      GtkWidget *copy = davy_copy_button_new (_ ("resource ID"), resource->azure_id);

      davy_copy_button_hide_text (DAVY_COPY_BUTTON (copy));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
    }
}

static void
add_details (DavyAlertMore *self, const GPtrArray *details)
{
  GtkWidget *expander = NULL;

  for (guint i = 0; i < details->len; i++)
    {
      const DavyAlertDetail *detail = g_ptr_array_index (details, i);
      g_autofree char *name = davy_words_alert_detail (detail->key);

      if (name == NULL)
        continue;
      if (expander == NULL)
        expander = add_expander (self, _ ("What else Microsoft told"));
      add_row (expander, detail->value, name);
    }
}

static void
add_activity (DavyAlertMore *self, const GPtrArray *activity)
{
  GtkWidget *expander;

  if (activity->len == 0)
    return;

  expander = add_expander (self, _ ("Who changed its status"));
  for (guint i = 0; i < activity->len; i++)
    {
      const DavyAlertActivity *entry = g_ptr_array_index (activity, i);
      g_autofree char *status = davy_words_alert_status (
          davy_alert_status_from_wire (entry->status_to), entry->status_to);
      g_autofree char *time = davy_format_moment (DAVY_LANGUAGE_WINDOW, entry->time);
      g_autofree char *subtitle =
          entry->updated_by != NULL
              /* Translators: a user name, then a date and time. */
              ? g_strdup_printf (C_ ("alert", "%1$s, %2$s"), entry->updated_by, time)
              : g_strdup (time);

      add_row (expander, status, subtitle);
    }
}

static char *
dup_signature (const DavyAlertDetails *details)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < details->resources->len; i++)
    {
      const DavyAlertResource *resource = g_ptr_array_index (details->resources, i);

      g_string_append_printf (text, "%s\n", resource->azure_id);
    }
  for (guint i = 0; i < details->details->len; i++)
    {
      const DavyAlertDetail *detail = g_ptr_array_index (details->details, i);

      g_string_append_printf (text, "%s %s\n", detail->key, detail->value);
    }
  g_string_append_printf (text, "%u", details->activity->len);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
davy_alert_more_finalize (GObject *object)
{
  g_free (DAVY_ALERT_MORE (object)->signature);

  G_OBJECT_CLASS (davy_alert_more_parent_class)->finalize (object);
}

static void
davy_alert_more_class_init (DavyAlertMoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_alert_more_finalize;
}

static void
davy_alert_more_init (DavyAlertMore *self)
{
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More about the alert"), -1);
  adw_bin_set_child (ADW_BIN (self), davy_tab_stop_new (GTK_WIDGET (self->rows)));
}

/**
 * davy_alert_more_set_details:
 * @self: a list
 * @details: an alert; it is not kept
 *
 * Shows what there is. What is unfolded stays so while nothing has changed.
 *
 * Returns: whether there is anything
 */
gboolean
davy_alert_more_set_details (DavyAlertMore *self, const DavyAlertDetails *details)
{
  g_autofree char *signature = dup_signature (details);

  g_return_val_if_fail (DAVY_IS_ALERT_MORE (self), FALSE);

  if (g_strcmp0 (signature, self->signature) != 0)
    {
      g_free (self->signature);
      self->signature = g_steal_pointer (&signature);
      davy_empty_list (self->rows);

      add_resources (self, details->resources);
      add_details (self, details->details);
      add_activity (self, details->activity);
    }

  return gtk_widget_get_first_child (GTK_WIDGET (self->rows)) != NULL;
}
