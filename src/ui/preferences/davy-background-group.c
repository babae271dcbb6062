/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-background-group.h"

#include <glib/gi18n.h>

#include "ui/background/davy-autostart.h"
#include "ui/common/davy-toast.h"
#include "ui/help/davy-help-topic.h"

/* The switches show what is kept in the settings. What is turned is kept once the desktop has
 * agreed to it; until then both wait, and where it does not agree they go back. */

struct _DavyBackgroundGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *background_row;
  GtkSwitch *background_switch;
  GtkWidget *login_row;
  GtkSwitch *login_switch;
  GtkWidget *minutes_row;
  GtkSpinButton *minutes;

  GSettings *settings;
  gboolean is_default; /* the profile: no other one starts at log-in */
  gboolean asking;
  gboolean showing; /* what is kept: nobody has turned a switch */
};

G_DEFINE_FINAL_TYPE (DavyBackgroundGroup, davy_background_group, ADW_TYPE_PREFERENCES_GROUP)

/* The switch says so for itself: who hears of it hears nothing of the row. */
static void
set_usable (GtkWidget *row, GtkSwitch *in_it, gboolean usable)
{
  gtk_widget_set_sensitive (row, usable);
  gtk_widget_set_sensitive (GTK_WIDGET (in_it), usable);
}

static void
show (DavyBackgroundGroup *self)
{
  gboolean background = g_settings_get_boolean (self->settings, "background");
  gboolean background_writable = g_settings_is_writable (self->settings, "background");
  gboolean login_writable = g_settings_is_writable (self->settings, "start-at-login");

  self->showing = TRUE;
  gtk_switch_set_active (self->background_switch, background);
  gtk_switch_set_active (self->login_switch,
                         g_settings_get_boolean (self->settings, "start-at-login"));
  self->showing = FALSE;
  set_usable (self->background_row, self->background_switch, background_writable && !self->asking);
  set_usable (self->login_row, self->login_switch,
              background && login_writable && self->is_default && !self->asking);
}

static char *
dup_why_not (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_ ("The system did not allow it. Allow Davylamp to run in the background in "
                        "the system’s settings, then try again."));
  if (error->domain == G_FILE_ERROR)
    /* Translators: %s is the path of a file and why it could not be written. */
    return g_strdup_printf (_ ("The start at log-in could not be set up: %s"), error->message);

  return g_strdup (_ ("The system offers no way to run in the background."));
}

/* It is shown in full: there may be something to do. */
static void
say (DavyBackgroundGroup *self, const char *sentence)
{
  GtkWidget *label = gtk_label_new (sentence);
  AdwToast *toast = adw_toast_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR); /* a path may be long */
  adw_toast_set_custom_title (toast, label);
  davy_toast_show (GTK_WIDGET (self), toast);
}

typedef struct
{
  DavyBackgroundGroup *self; /* owned */
  gboolean background;
  gboolean at_login;
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->self);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
keep (const Wish *wish)
{
  g_settings_set_boolean (wish->self->settings, "background", wish->background);
  g_settings_set_boolean (wish->self->settings, "start-at-login", wish->at_login);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  DavyBackgroundGroup *self = wish->self;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  self->asking = FALSE;
  if (davy_autostart_ask_finish (result, &error))
    keep (wish);
  show (self);
  if (error == NULL)
    return;

  g_message ("The desktop does not let it run in the background: %s", error->message);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL) /* the window was closed meanwhile */
    return;
  sentence = dup_why_not (error);
  say (self, sentence);
}

static void
ask (DavyBackgroundGroup *self, gboolean background, gboolean at_login)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->self = g_object_ref (self);
  wish->background = background;
  wish->at_login = at_login;

  /* No desktop is asked about what is none of its business. */
  if (!self->is_default)
    {
      keep (wish);
      show (self);
      wish_free (wish);
      return;
    }
  self->asking = TRUE;
  set_usable (self->background_row, self->background_switch, FALSE);
  set_usable (self->login_row, self->login_switch, FALSE);
  davy_autostart_ask_async (at_login, asked_cb, wish);
}

static void
background_changed_cb (DavyBackgroundGroup *self)
{
  gboolean background = gtk_switch_get_active (self->background_switch);

  if (!self->showing)
    ask (self, background, background && gtk_switch_get_active (self->login_switch));
}

static void
login_changed_cb (DavyBackgroundGroup *self)
{
  if (!self->showing)
    ask (self, TRUE, gtk_switch_get_active (self->login_switch));
}

static void
davy_background_group_finalize (GObject *object)
{
  DavyBackgroundGroup *self = DAVY_BACKGROUND_GROUP (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (davy_background_group_parent_class)->finalize (object);
}

static void
davy_background_group_class_init (DavyBackgroundGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_background_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/preferences/davy-background-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, background_row);
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, background_switch);
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, login_row);
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, login_switch);
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, minutes_row);
  gtk_widget_class_bind_template_child (widget_class, DavyBackgroundGroup, minutes);
  gtk_widget_class_bind_template_callback (widget_class, background_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_changed_cb);
}

static void
davy_background_group_init (DavyBackgroundGroup *self)
{
  self->showing = TRUE; /* nothing yet, and nobody turns a switch */
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "background");
}

/**
 * davy_background_group_set_context:
 * @self: a group
 * @context: whose settings it shows; set once
 */
void
davy_background_group_set_context (DavyBackgroundGroup *self, DavyContext *context)
{
  g_return_if_fail (DAVY_IS_BACKGROUND_GROUP (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (davy_context_get_settings (context));
  self->is_default = g_strcmp0 (davy_context_get_profile (context), "default") == 0;
  if (!self->is_default)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->login_row),
                                 _ ("Not with --demo or --endpoints"));
  g_settings_bind (self->settings, "refresh-minutes", self->minutes, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::background", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::start-at-login", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}
