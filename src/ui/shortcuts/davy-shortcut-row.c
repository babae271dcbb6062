/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shortcuts/davy-shortcut-row.h"

#include <glib/gi18n.h>

/* What keys do, and the keys as they are on the keyboard. A screen reader hears both as the name of
 * the row: the drawn keys have no words of their own. */

struct _DavyShortcutRow
{
  DavyAsideRow parent_instance;

  char *accelerator; /* those that do the same, with a space between them */
  char *words;       /* what is done, and by which keys */
};

typedef enum
{
  PROP_ACCELERATOR = 1,
  PROP_LAST = PROP_ACCELERATOR,
} DavyShortcutRowProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyShortcutRow, davy_shortcut_row, DAVY_TYPE_ASIDE_ROW)

/* Of one accelerator, where "<Alt>1...9" stands for nine: "Alt+1 to 9". */
static char *
dup_key_words (const char *accelerator)
{
  g_auto (GStrv) range = g_strsplit (accelerator, "...", 2);
  g_autofree char *first = NULL;
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (range[0], &key, &modifiers))
    g_error ("%s is no key", accelerator);

  first = gtk_accelerator_get_label (key, modifiers);
  if (range[1] == NULL)
    return g_steal_pointer (&first);

  /* Translators: the first and the last of some keys beside each other, as in "Alt+1 to 9" */
  return g_strdup_printf (C_ ("shortcuts", "%1$s to %2$s"), first, range[1]);
}

static char *
dup_keys_words (const char *const *accelerators)
{
  g_autofree char *words = dup_key_words (accelerators[0]);
  g_autofree char *other = NULL;

  if (accelerators[1] == NULL)
    return g_steal_pointer (&words);

  other = dup_keys_words (accelerators + 1);

  /* Translators: keys that do the same, as in "F5 or Ctrl+R" */
  return g_strdup_printf (C_ ("shortcuts", "%1$s or %2$s"), words, other);
}

/* GTK takes a row for what its labels say, unless it has a name and nothing is related to it. */
static void
update_words (DavyShortcutRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_auto (GStrv) accelerators = NULL;
  g_autofree char *keys = NULL;

  if (self->accelerator == NULL)
    return;

  accelerators = g_strsplit (self->accelerator, " ", -1);
  keys = dup_keys_words ((const char *const *) accelerators);
  g_free (self->words);
  /* Translators: what keys do, and the keys, as in "Search, Ctrl+F" */
  self->words = g_strdup_printf (C_ ("shortcuts", "%1$s, %2$s"), title, keys);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words,
                                  -1);
}

static void
set_accelerator (DavyShortcutRow *self, const char *accelerator)
{
  g_auto (GStrv) accelerators = g_strsplit (accelerator, " ", -1);

  self->accelerator = g_strdup (accelerator);
  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      GtkWidget *label = gtk_shortcut_label_new (accelerators[i]);

      /* Farther from each other than the keys that are pressed together. */
      gtk_widget_set_margin_start (label, i > 0 ? 6 : 0);
      davy_aside_row_add_suffix (DAVY_ASIDE_ROW (self), label);
    }
  update_words (self);
}

static void
davy_shortcut_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyShortcutRow *self = DAVY_SHORTCUT_ROW (object);

  switch ((DavyShortcutRowProperty) id)
    {
    case PROP_ACCELERATOR:
      set_accelerator (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_shortcut_row_finalize (GObject *object)
{
  DavyShortcutRow *self = DAVY_SHORTCUT_ROW (object);

  g_free (self->accelerator);
  g_free (self->words);

  G_OBJECT_CLASS (davy_shortcut_row_parent_class)->finalize (object);
}

static void
davy_shortcut_row_class_init (DavyShortcutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = davy_shortcut_row_set_property;
  object_class->finalize = davy_shortcut_row_finalize;

  props[PROP_ACCELERATOR] =
      g_param_spec_string ("accelerator", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_shortcut_row_init (DavyShortcutRow *self)
{
  g_signal_connect (self, "notify::title", G_CALLBACK (update_words), NULL);
}

/**
 * davy_shortcut_row_matches:
 * @self: a row
 * @text: what is searched, in UTF-8; all match ""
 *
 * Returns: whether it stands in what the row says, or in the names of its keys
 */
gboolean
davy_shortcut_row_matches (DavyShortcutRow *self, const char *text)
{
  g_autofree char *words = g_utf8_casefold (self->words, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  return strstr (words, wanted) != NULL;
}
