/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deed-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "triage/davy-origin-words.h"
#include "ui/common/davy-fact-row.h"

/* One deed of the account: what, when, by whom, from where and what was new about it; opened, what
 * Microsoft's support would ask for. */

#define NAMES_SHOWN 12

static char *
join (GPtrArray *parts, const char *separator)
{
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (separator, (char **) parts->pdata);
}

/* As the log has it, so that it is found there: in UTC as well. */
static char *
dup_when (const DavyDeed *deed)
{
  g_autofree char *first = davy_format_moment (DAVY_LANGUAGE_WINDOW, deed->first);
  g_autofree char *last = NULL;

  if (deed->last - deed->first < DAVY_TIME_MINUTE)
    return g_steal_pointer (&first);
  if (davy_day_from_local (deed->last) == davy_day_from_local (deed->first))
    last = davy_format_time (DAVY_LANGUAGE_WINDOW, deed->last);
  else
    last = davy_format_moment (DAVY_LANGUAGE_WINDOW, deed->last);

  return g_strdup_printf ("%s – %s", first, last);
}

static void
add_texts (GPtrArray *parts, const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (parts, g_strdup (g_ptr_array_index (texts, i)));
}

/* "New: caller, region" */
static char *
dup_firsts (DavyFirst firsts)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if ((firsts & DAVY_FIRST_CALLER) != 0)
    g_ptr_array_add (words, (gpointer) C_ ("new", "caller"));
  if ((firsts & DAVY_FIRST_REGION) != 0)
    g_ptr_array_add (words, (gpointer) C_ ("new", "region"));
  if ((firsts & DAVY_FIRST_SIZE) != 0)
    g_ptr_array_add (words, (gpointer) C_ ("new", "size"));
  if ((firsts & DAVY_FIRST_ROLE) != 0)
    g_ptr_array_add (words, (gpointer) C_ ("new", "role"));
  if (words->len == 0)
    return NULL;

  list = join (words, ", ");

  /* Translators: %s lists what was never seen before: "caller, region, size". */
  return g_strdup_printf (_ ("New: %s"), list);
}

static char *
dup_subtitle (const DavyDeed *deed, const char *name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *firsts = dup_firsts (deed->firsts);

  g_ptr_array_add (parts, dup_when (deed));
  if (name == NULL)
    name = deed->caller != NULL ? deed->caller : _ ("not named in the log");
  g_ptr_array_add (parts, g_strdup (name));
  if (deed->ip != NULL)
    g_ptr_array_add (parts, g_strdup (deed->ip));
  add_texts (parts, deed->regions);
  add_texts (parts, deed->sizes);
  if (deed->n_failed > 0)
    /* Translators: %u: how many of the operations in this row were refused. */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u failed", "%u failed", deed->n_failed),
                                             deed->n_failed));
  if (firsts != NULL)
    g_ptr_array_add (parts, firsts);

  return join (parts, " · ");
}

/* The last part of each id. */
static char *
dup_resources (const GPtrArray *resources)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint more = resources->len - MIN (resources->len, NAMES_SHOWN);

  for (guint i = 0; i < resources->len - more; i++)
    g_ptr_array_add (names, g_path_get_basename (g_ptr_array_index (resources, i)));
  if (more > 0)
    /* Translators: %u: how many resources beyond the ones named before it. */
    g_ptr_array_add (names, g_strdup_printf (ngettext ("%u more", "%u more", more), more));

  return join (names, ", ");
}

static char *
dup_lines (const GPtrArray *texts)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  add_texts (lines, texts);

  return join (lines, "\n");
}

static void
add_fact (AdwExpanderRow *row, const char *name, const char *value, gboolean copyable)
{
  GtkWidget *fact;

  if (value == NULL || *value == '\0')
    return;

  fact = davy_fact_row_new (name, value);
  davy_fact_row_set_copyable (DAVY_FACT_ROW (fact), copyable);
  adw_expander_row_add_row (row, fact);
}

/**
 * davy_deed_row_new:
 * @deed: a deed
 * @name: (nullable): a better name of its caller
 *
 * Returns: (transfer floating): a row that tells it
 */
GtkWidget *
davy_deed_row_new (const DavyDeed *deed, const char *name)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  g_autofree char *title = davy_deed_dup_title (deed);
  g_autofree char *subtitle = dup_subtitle (deed, name);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);
  g_autofree char *resources = dup_resources (deed->resources);
  g_autofree char *names = dup_lines (deed->names);
  g_autofree char *acts = dup_lines (deed->acts);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_expander_row_set_subtitle (row, subtitle_markup);
  add_fact (row, _ ("Resources"), resources, FALSE);
  add_fact (row, _ ("Azure’s name for it"), names, FALSE);
  add_fact (row, _ ("Correlation ids"), acts, TRUE);

  return GTK_WIDGET (row);
}
