/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-catalogue.h"

#include <string.h>

#include "config.h"
#include "core/davy-error.h"

/* A compiled catalogue of gettext, read where it lies (GNU gettext manual, "The Format of GNU MO
 * Files"). It is written by our own build for the machine it runs on: one of the other byte order
 * is refused. */

#define MAGIC 0x950412deu

/* Where a text stands in the file. */
typedef struct
{
  guint32 length;
  guint32 offset;
} Place;

typedef struct
{
  GMappedFile *file; /* (nullable): English, which needs none */
  GHashTable *texts; /* text as the program has it → Place of its translation */
  DavyLanguage language;
} Catalogue;

static const char *const folders[] = {
  [DAVY_LANGUAGE_GERMAN] = "de",
  [DAVY_LANGUAGE_FRENCH] = "fr",
};

/* Of the whole program, as gettext's own; it is set at the start and stays. */
static Catalogue *used;

static const char *
get_content (void)
{
  return g_mapped_file_get_contents (used->file);
}

static gboolean
read_places (GMappedFile *file, guint32 at, guint32 count, Place *places)
{
  gsize size = g_mapped_file_get_length (file);
  const char *content = g_mapped_file_get_contents (file);

  if (at > size || count > (size - at) / sizeof *places)
    return FALSE;
  memcpy (places, content + at, count * sizeof *places);
  for (guint32 i = 0; i < count; i++)
    if (places[i].offset >= size || places[i].length >= size - places[i].offset ||
        content[places[i].offset + places[i].length] != '\0')
      return FALSE;

  return TRUE;
}

/* Returns: (nullable): where each text's translation stands; NULL when it is no such file */
static GHashTable *
read_texts (GMappedFile *file)
{
  const char *content = g_mapped_file_get_contents (file);
  guint32 header[5]; /* magic, version, count, where the texts are, where their translations */
  g_autofree Place *texts = NULL;
  g_autofree Place *translations = NULL;
  GHashTable *found;

  if (g_mapped_file_get_length (file) < sizeof header)
    return NULL;
  memcpy (header, content, sizeof header);
  if (header[0] != MAGIC || header[2] > g_mapped_file_get_length (file) / sizeof *texts)
    return NULL;
  texts = g_new (Place, header[2]);
  translations = g_new (Place, header[2]);
  if (!read_places (file, header[3], header[2], texts) ||
      !read_places (file, header[4], header[2], translations))
    return NULL;

  found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint32 i = 0; i < header[2]; i++)
    g_hash_table_insert (found, (char *) content + texts[i].offset,
                         g_memdup2 (&translations[i], sizeof *translations));

  return found;
}

/* Form @form of the translation of @key; NULL when there is none. */
static const char *
find (const char *key, guint form)
{
  const Place *place = used->texts != NULL ? g_hash_table_lookup (used->texts, key) : NULL;
  const char *text;
  const char *end;

  if (place == NULL || place->length == 0)
    return NULL;
  text = get_content () + place->offset;
  end = text + place->length;
  for (; form > 0 && text < end; form--)
    text += strlen (text) + 1;

  return text < end ? text : NULL;
}

/**
 * davy_catalogue_use:
 * @folder: where the catalogues lie, each as `LANGUAGE/LC_MESSAGES/davylamp.mo`
 * @language: which language; not %DAVY_LANGUAGE_WINDOW
 * @error: where to report a #GFileError, or %DAVY_ERROR_INPUT for a file that is no catalogue
 *
 * From now on the texts are in @language. To be called once, before the first of them is asked for.
 *
 * Returns: whether the catalogue could be read
 */
gboolean
davy_catalogue_use (const char *folder, DavyLanguage language, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GHashTable) texts = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (language != DAVY_LANGUAGE_WINDOW, FALSE);

  if (language != DAVY_LANGUAGE_ENGLISH)
    {
      path =
          g_build_filename (folder, folders[language], "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
      file = g_mapped_file_new (path, FALSE, error);
      if (file == NULL)
        return FALSE;
      texts = read_texts (file);
      if (texts == NULL)
        {
          g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s is no catalogue of texts", path);
          return FALSE;
        }
    }

  used = g_new0 (Catalogue, 1);
  used->file = g_steal_pointer (&file);
  used->texts = g_steal_pointer (&texts);
  used->language = language;

  return TRUE;
}

/**
 * davy_catalogue_get:
 * @text: a text of the program
 *
 * Returns: (transfer none): its translation, @text itself when there is none
 */
const char *
davy_catalogue_get (const char *text)
{
  const char *found;

  if (used == NULL)
    return dgettext (GETTEXT_PACKAGE, text);
  found = find (text, 0);

  return found != NULL ? found : text;
}

/**
 * davy_catalogue_get_in_context:
 * @key: the context, the character 4, the text
 * @text: the text alone
 *
 * Returns: (transfer none): the translation of @text in that context, @text itself when there is
 *   none
 */
const char *
davy_catalogue_get_in_context (const char *key, const char *text)
{
  const char *found = used != NULL ? find (key, 0) : dgettext (GETTEXT_PACKAGE, key);

  return found != NULL && found != key ? found : text;
}

/**
 * davy_catalogue_get_key:
 * @key: what NC_() made: the context, the character 4, the text
 *
 * Returns: (transfer none): the translation of the text in that context, the text itself when there
 *   is none
 */
const char *
davy_catalogue_get_key (const char *key)
{
  return davy_catalogue_get_in_context (key, strchr (key, '\004') + 1);
}

/**
 * davy_catalogue_get_plural:
 * @one: a text of the program for one
 * @many: the same for any other number
 * @n: how many
 *
 * Returns: (transfer none): the form of its translation that goes with @n
 */
const char *
davy_catalogue_get_plural (const char *one, const char *many, gulong n)
{
  const char *found;
  gboolean plural;

  if (used == NULL)
    return dngettext (GETTEXT_PACKAGE, one, many, n);

  plural = used->language == DAVY_LANGUAGE_FRENCH ? n > 1 : n != 1;
  found = find (one, plural);
  if (found != NULL)
    return found;

  return plural ? many : one;
}
