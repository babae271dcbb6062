/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-page.h"

#include <string.h>

/* Reads as much of Mallard as the pages in data/help use: paragraphs, lists, steps, sections, and
 * links, names and keys within the text. tests/lint/help.py knows the same elements. */

/* What stands within a text, and how it looks. */
static const struct
{
  const char *element;
  const char *before;
  const char *after;
} inlines[] = {
  { "gui", "<b>", "</b>" },    { "em", "<i>", "</i>" }, { "key", "<tt>", "</tt>" },
  { "code", "<tt>", "</tt>" }, { "keyseq", "", "" },
};

typedef struct
{
  DavyHelpPage *page;
  char *section;     /* (nullable): the one that is being read */
  const char *lists; /* (nullable): `list` or `steps` */
  guint n_items;     /* of that list */
  GString *text;     /* (nullable): the text that is being read */
} Reader;

static void
block_free (gpointer data)
{
  DavyHelpBlock *block = data;

  g_free (block->text);
  g_free (block->place);
  g_strfreev (block->groups);
  g_free (block);
}

static DavyHelpBlock *
add_block (Reader *reader, DavyHelpBlockKind kind)
{
  DavyHelpBlock *block = g_new0 (DavyHelpBlock, 1);

  block->kind = kind;
  g_ptr_array_add (reader->page->blocks, block);

  return block;
}

static const char *
get_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];

  return NULL;
}

/* In <info>: where the page is listed, and what else is worth reading. */
static void
read_relation (Reader *reader, const char **names, const char **values)
{
  const char *type = get_attribute (names, values, "type");
  const char *target = get_attribute (names, values, "xref");

  if (g_strcmp0 (type, "guide") == 0 && reader->page->place == NULL)
    {
      reader->page->place = g_strdup (target);
      reader->page->group = g_strdup (get_attribute (names, values, "group"));
    }
  else if (g_strcmp0 (type, "seealso") == 0 && target != NULL)
    g_ptr_array_add (reader->page->see_also, g_strdup (target));
}

static void
read_topics (Reader *reader, const char **names, const char **values)
{
  const char *groups = get_attribute (names, values, "groups");
  DavyHelpBlock *block = add_block (reader, DAVY_HELP_TOPICS);

  block->place = reader->section != NULL
                     ? g_strconcat (reader->page->id, "#", reader->section, NULL)
                     : g_strdup (reader->page->id);
  block->groups = g_strsplit (groups != NULL ? groups : "", " ", -1);
}

static void
open_link (Reader *reader, const char **names, const char **values)
{
  const char *page = get_attribute (names, values, "xref");
  const char *uri = get_attribute (names, values, "href");
  g_autofree char *target =
      g_markup_printf_escaped ("<a href=\"%s%s\">", page != NULL ? "help:" : "",
                               page != NULL  ? page
                               : uri != NULL ? uri
                                             : "");

  g_string_append (reader->text, target);
}

static void
open_inline (Reader *reader, const char *element, const char **names, const char **values)
{
  if (strcmp (element, "link") == 0)
    open_link (reader, names, values);
  /* The keys of a sequence are pressed together. */
  if (strcmp (element, "key") == 0 && g_str_has_suffix (reader->text->str, "</tt>"))
    g_string_append_c (reader->text, '+');
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (strcmp (element, inlines[i].element) == 0)
      g_string_append (reader->text, inlines[i].before);
}

static void
close_inline (Reader *reader, const char *element)
{
  if (strcmp (element, "link") == 0)
    g_string_append (reader->text, "</a>");
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (strcmp (element, inlines[i].element) == 0)
      g_string_append (reader->text, inlines[i].after);
}

static gboolean
is_text (const char *element)
{
  return strcmp (element, "p") == 0 || strcmp (element, "title") == 0 ||
         strcmp (element, "desc") == 0;
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *reader = data;

  if (strcmp (element, "page") == 0)
    reader->page->id = g_strdup (get_attribute (names, values, "id"));
  else if (strcmp (element, "section") == 0)
    {
      g_free (reader->section);
      reader->section = g_strdup (get_attribute (names, values, "id"));
    }
  else if (strcmp (element, "links") == 0)
    read_topics (reader, names, values);
  else if (strcmp (element, "list") == 0 || strcmp (element, "steps") == 0)
    {
      reader->lists = element[0] == 'l' ? "list" : "steps";
      reader->n_items = 0;
    }
  else if (is_text (element))
    reader->text = g_string_new (NULL);
  else if (reader->text != NULL)
    open_inline (reader, element, names, values);
  else if (strcmp (element, "link") == 0)
    read_relation (reader, names, values);
}

/* Takes over @text. */
static void
end_text (Reader *reader, const char *element, char *text)
{
  DavyHelpBlock *block;

  if (strcmp (element, "desc") == 0)
    reader->page->summary = text;
  else if (strcmp (element, "title") == 0 && reader->page->title == NULL)
    reader->page->title = text;
  else if (strcmp (element, "title") == 0)
    add_block (reader, DAVY_HELP_HEADING)->text = text;
  else if (reader->lists == NULL)
    add_block (reader, DAVY_HELP_TEXT)->text = text;
  else
    {
      block = add_block (reader, reader->lists[0] == 'l' ? DAVY_HELP_ITEM : DAVY_HELP_STEP);
      block->text = text;
      block->number = ++reader->n_items;
    }
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  if (is_text (element) && reader->text != NULL)
    end_text (reader, element, g_strstrip (g_string_free (g_steal_pointer (&reader->text), FALSE)));
  else if (reader->text != NULL)
    close_inline (reader, element);
  else if (strcmp (element, "list") == 0 || strcmp (element, "steps") == 0)
    reader->lists = NULL;
  else if (strcmp (element, "section") == 0)
    g_clear_pointer (&reader->section, g_free);
}

/* Lines of the file are no lines of the text. No-break spaces stay. */
static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Reader *reader = data;
  g_autofree char *escaped = NULL;
  g_autoptr (GString) plain = g_string_new (NULL);

  if (reader->text == NULL)
    return;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      g_string_append_c (plain, text[i]);
    else if (i == 0 || !g_ascii_isspace (text[i - 1]))
      g_string_append_c (plain, ' ');
  escaped = g_markup_escape_text (plain->str, (gssize) plain->len);
  g_string_append (reader->text, escaped);
}

/**
 * davy_help_page_parse:
 * @text: a Mallard page
 * @length: its bytes; -1 when it ends with NUL
 * @error: where to report what is wrong with it, of %G_MARKUP_ERROR
 *
 * Returns: (transfer full): the page; %NULL with @error set
 */
DavyHelpPage *
davy_help_page_parse (const char *text, gssize length, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_cb,
                                        .end_element = end_cb,
                                        .text = text_cb };
  g_autoptr (DavyHelpPage) page = g_new0 (DavyHelpPage, 1);
  Reader reader = { .page = page };
  g_autoptr (GMarkupParseContext) context = NULL;
  gboolean good;

  page->see_also = g_ptr_array_new_with_free_func (g_free);
  page->blocks = g_ptr_array_new_with_free_func (block_free);
  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  good = g_markup_parse_context_parse (context, text, length, error) &&
         g_markup_parse_context_end_parse (context, error);
  g_free (reader.section);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);

  if (good && (page->id == NULL || page->title == NULL))
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_MISSING_ATTRIBUTE,
                           "A page without an id or a title");
      good = FALSE;
    }

  return good ? g_steal_pointer (&page) : NULL;
}

/**
 * davy_help_page_free:
 * @page: a page
 *
 * Frees a page.
 */
void
davy_help_page_free (DavyHelpPage *page)
{
  g_free (page->id);
  g_free (page->title);
  g_free (page->summary);
  g_free (page->place);
  g_free (page->group);
  g_ptr_array_unref (page->see_also);
  g_ptr_array_unref (page->blocks);
  g_free (page);
}
