/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-choice-row.h"

/* One answer to a question. The first row of a question leads the others: it is asked for the
 * answer and tells when it changes. */

struct _DavyChoiceRow
{
  AdwActionRow parent_instance;

  GtkCheckButton *button;
  DavyChoiceRow *leader; /* weak; NULL: itself */
  GPtrArray *followers;  /* unowned; they leave before they are gone */
  char *key;
};

typedef enum
{
  PROP_KEY = 1,
  PROP_LEADER,
  PROP_LAST = PROP_LEADER,
} DavyChoiceRowProperty;

typedef enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LAST,
} DavyChoiceRowSignal;

static GParamSpec *props[PROP_LAST + 1];
static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyChoiceRow, davy_choice_row, ADW_TYPE_ACTION_ROW)

static void
leave_leader (DavyChoiceRow *self)
{
  if (self->leader != NULL)
    g_ptr_array_remove_fast (self->leader->followers, self);
  g_clear_weak_pointer (&self->leader);
}

static void
set_leader (DavyChoiceRow *self, DavyChoiceRow *leader)
{
  leave_leader (self);
  if (leader == NULL)
    return;

  g_set_weak_pointer (&self->leader, leader);
  g_ptr_array_add (leader->followers, self);
  gtk_check_button_set_group (self->button, leader->button);
}

static void
update_names (DavyChoiceRow *self)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle != NULL ? subtitle : "", -1);
}

static void
toggled_cb (DavyChoiceRow *self)
{
  if (gtk_check_button_get_active (self->button))
    g_signal_emit (self->leader != NULL ? self->leader : self, signals[SIGNAL_CHOSEN], 0);
}

static void
davy_choice_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyChoiceRow *self = DAVY_CHOICE_ROW (object);

  switch ((DavyChoiceRowProperty) id)
    {
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_LEADER:
      g_value_set_object (value, self->leader);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_choice_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyChoiceRow *self = DAVY_CHOICE_ROW (object);

  switch ((DavyChoiceRowProperty) id)
    {
    case PROP_KEY:
      g_free (self->key);
      self->key = g_value_dup_string (value);
      break;
    case PROP_LEADER:
      set_leader (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_choice_row_dispose (GObject *object)
{
  leave_leader (DAVY_CHOICE_ROW (object));

  G_OBJECT_CLASS (davy_choice_row_parent_class)->dispose (object);
}

static void
davy_choice_row_finalize (GObject *object)
{
  DavyChoiceRow *self = DAVY_CHOICE_ROW (object);

  g_ptr_array_unref (self->followers);
  g_free (self->key);

  G_OBJECT_CLASS (davy_choice_row_parent_class)->finalize (object);
}

static void
davy_choice_row_class_init (DavyChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = davy_choice_row_get_property;
  object_class->set_property = davy_choice_row_set_property;
  object_class->dispose = davy_choice_row_dispose;
  object_class->finalize = davy_choice_row_finalize;

  props[PROP_KEY] =
      g_param_spec_string ("key", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_LEADER] =
      g_param_spec_object ("leader", NULL, NULL, DAVY_TYPE_CHOICE_ROW,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /* Of the leader: the answer is another one now. */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_choice_row_init (DavyChoiceRow *self)
{
  self->followers = g_ptr_array_new ();
  self->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);

  g_signal_connect_object (self->button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::title", G_CALLBACK (update_names), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::subtitle", G_CALLBACK (update_names), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_choice_row_get_choice:
 * @self: the row that leads a question
 *
 * Returns: (transfer none) (nullable): the key of the answer; NULL while none is given
 */
const char *
davy_choice_row_get_choice (DavyChoiceRow *self)
{
  if (gtk_check_button_get_active (self->button))
    return self->key;

  for (guint i = 0; i < self->followers->len; i++)
    {
      DavyChoiceRow *follower = g_ptr_array_index (self->followers, i);

      if (gtk_check_button_get_active (follower->button))
        return follower->key;
    }

  return NULL;
}

/**
 * davy_choice_row_set_choice:
 * @self: the row that leads a question
 * @key: (nullable): the answer; one that no row has leaves the question as it is
 *
 * Gives an answer that was given before.
 */
void
davy_choice_row_set_choice (DavyChoiceRow *self, const char *key)
{
  if (g_strcmp0 (self->key, key) == 0)
    gtk_check_button_set_active (self->button, TRUE);

  for (guint i = 0; i < self->followers->len; i++)
    {
      DavyChoiceRow *follower = g_ptr_array_index (self->followers, i);

      if (g_strcmp0 (follower->key, key) == 0)
        gtk_check_button_set_active (follower->button, TRUE);
    }
}

/**
 * davy_choice_row_choose:
 * @self: any row of a question
 *
 * Gives this answer, as a person does.
 */
void
davy_choice_row_choose (DavyChoiceRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  gtk_check_button_set_active (self->button, TRUE);
}
