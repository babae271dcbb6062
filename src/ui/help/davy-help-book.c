/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/help/davy-help-book.h"

/* All pages of the help, in the person's language, read from where help viewers look for them:
 * FOLDER/LANGUAGE/davylamp/ID.page, and C for English. They are few and short, so all are read at
 * once, on a thread: a page names others by their titles. */

#define SUFFIX ".page"

struct _DavyHelpBook
{
  GHashTable *pages; /* by id */
};

typedef struct
{
  char *folder;
  char **languages; /* the best first, C last */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->folder);
  g_strfreev (order->languages);
  g_free (order);
}

/* The page in the first language that has it. */
static DavyHelpPage *
read_page (const Order *order, const char *name, GError **error)
{
  for (guint i = 0; order->languages[i] != NULL; i++)
    {
      g_autofree char *path =
          g_build_filename (order->folder, order->languages[i], GETTEXT_PACKAGE, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) unread = NULL;
      gsize length;

      if (g_file_get_contents (path, &text, &length, &unread))
        return davy_help_page_parse (text, (gssize) length, error);
      if (!g_error_matches (unread, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
          order->languages[i + 1] == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&unread));
          return NULL;
        }
    }

  g_return_val_if_reached (NULL);
}

static void
load_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  g_autofree char *path = g_build_filename (order->folder, "C", GETTEXT_PACKAGE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) names = g_dir_open (path, 0, &error);
  g_autoptr (DavyHelpBook) book = g_new0 (DavyHelpBook, 1);
  const char *name;

  book->pages =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) davy_help_page_free);
  while (names != NULL && error == NULL && (name = g_dir_read_name (names)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      {
        DavyHelpPage *page = read_page (order, name, &error);

        if (page != NULL)
          g_hash_table_replace (book->pages, page->id, page);
      }

  if (error == NULL && davy_help_book_find (book, DAVY_HELP_CONTENTS) == NULL)
    g_set_error (&error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: " DAVY_HELP_CONTENTS SUFFIX, path);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&book), (GDestroyNotify) davy_help_book_free);
}

/**
 * davy_help_book_load_async:
 * @folder: below which each language has its folder, `…/share/help`
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the help in the person's language; what is not translated comes in English.
 */
void
davy_help_book_load_async (const char *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->folder = g_strdup (folder);
  order->languages = g_strdupv ((char **) g_get_language_names ());
  g_task_set_source_tag (task, davy_help_book_load_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, load_cb);
}

/**
 * davy_help_book_load_finish:
 * @result: what the callback got
 * @error: where to report why the help could not be read, of %G_FILE_ERROR or %G_MARKUP_ERROR
 *
 * Returns: (transfer full): the help; %NULL with @error set
 */
DavyHelpBook *
davy_help_book_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_help_book_free:
 * @book: the help
 *
 * Frees the help.
 */
void
davy_help_book_free (DavyHelpBook *book)
{
  g_hash_table_unref (book->pages);
  g_free (book);
}

/**
 * davy_help_book_find:
 * @book: the help
 * @id: of a page
 *
 * Returns: (transfer none) (nullable): the page
 */
const DavyHelpPage *
davy_help_book_find (DavyHelpBook *book, const char *id)
{
  return g_hash_table_lookup (book->pages, id);
}

/**
 * davy_help_book_list_topics:
 * @book: the help
 * @place: `index#steps`
 * @groups: the groups of the place, in their order; each has one page
 *
 * Returns: (transfer container) (element-type DavyHelpPage): the pages that are listed there
 */
GPtrArray *
davy_help_book_list_topics (DavyHelpBook *book, const char *place, const char *const *groups)
{
  GPtrArray *topics = g_ptr_array_new ();

  for (guint i = 0; groups[i] != NULL; i++)
    {
      GHashTableIter iter;
      gpointer page;

      g_hash_table_iter_init (&iter, book->pages);
      while (g_hash_table_iter_next (&iter, NULL, &page))
        {
          const DavyHelpPage *topic = page;

          if (g_strcmp0 (topic->place, place) == 0 && g_strcmp0 (topic->group, groups[i]) == 0)
            g_ptr_array_add (topics, page);
        }
    }

  return topics;
}
