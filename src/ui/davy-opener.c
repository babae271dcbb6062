/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-opener.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "store/davy-notice-table.h"

/* From an id that somebody typed, or a script has, to the page in the window. */

typedef struct
{
  DavyWindow *window; /* owned */
  DavyIdKind kind;
  char *id;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_free (opening->id);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
say_not_found (const Opening *opening, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (!g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    sentence = davy_error_dup_sentence (error);
  else if (opening->kind == DAVY_ID_OF_ALERT)
    /* Translators: %s is an ID that was typed */
    sentence = g_strdup_printf (_ ("No alert with the ID %s is known"), opening->id);
  else
    /* Translators: %s is an ID that was typed */
    sentence = g_strdup_printf (_ ("No subscription with the ID %s is known"), opening->id);

  davy_window_show_text (opening->window, sentence);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  gint64 row = davy_store_find_row_finish (DAVY_STORE (source), result, &error);

  /* It was closed meanwhile. */
  if (!gtk_widget_get_visible (GTK_WIDGET (opening->window)))
    return;

  if (row == 0)
    say_not_found (opening, error);
  else if (opening->kind == DAVY_ID_OF_ALERT)
    {
      davy_store_see_alert (DAVY_STORE (source), row);
      davy_window_show_alert (opening->window, row);
    }
  else
    davy_window_show_subscription (opening->window, row);
}

/**
 * davy_opener_open:
 * @window: a window that is shown
 * @store: what is known; it may be opened later
 * @kind: what to open
 * @id: by which the services know it
 *
 * Opens it in @window, or says there that it is not known.
 */
void
davy_opener_open (DavyWindow *window, DavyStore *store, DavyIdKind kind, const char *id)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (window);
  opening->kind = kind;
  opening->id = g_strdup (id);
  davy_store_find_row_async (store, kind, id, NULL, found_cb, opening);
}
