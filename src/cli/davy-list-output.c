/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/davy-list-output.h"

#include <json-glib/json-glib.h>

#include "core/davy-csv.h"
#include "core/davy-money.h"
#include "core/davy-time.h"

/* The records of a listing as text: columns for people, JSON for programs. Both are the same in
 * every language. */

#define UNKNOWN "-"
#define BETWEEN "  "

typedef struct
{
  const DavyListing *listing;
  GPtrArray *cells; /* char *, line by line: of the fields that have a heading */
  GString *json;
} Output;

static guint
count_columns (DavyFieldKind kind)
{
  return kind == DAVY_FIELD_MONEY ? 3 : 1;
}

static DavyMoney
read_money (DavyStatement *row, int column)
{
  return davy_money_new (davy_statement_get_double (row, column),
                         davy_statement_get_text (row, column + 1),
                         (DavyPriceBasis) davy_statement_get_int64 (row, column + 2));
}

/* --- columns ------------------------------------------------------------------------------- */

/* Names are other people's: none of them may move the cursor or turn the line around. */
static char *
dup_harmless (const char *text)
{
  GString *harmless = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      GUnicodeType type = g_unichar_type (c);
      gboolean shown = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
                       type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;

      g_string_append_unichar (harmless, shown ? c : 0xfffd);
    }

  return g_string_free (harmless, FALSE);
}

static char *
dup_money_cell (const DavyMoney *money)
{
  g_autofree char *amount = davy_csv_dup_amount (davy_money_to_double (money));

  return amount != NULL ? g_strdup_printf ("%s %s", amount, money->currency) : g_strdup (UNKNOWN);
}

static char *
dup_cell (DavyStatement *row, int column, DavyFieldKind kind)
{
  const char *text;
  DavyMoney money;

  switch (kind)
    {
    case DAVY_FIELD_MONEY:
      money = read_money (row, column);
      return dup_money_cell (&money);
    case DAVY_FIELD_TIME:
      if (davy_statement_get_int64 (row, column) == DAVY_TIME_UNSET)
        return g_strdup (UNKNOWN);
      return davy_time_to_iso (davy_statement_get_int64 (row, column));
    case DAVY_FIELD_NUMBER:
    case DAVY_FIELD_TEXT:
    default:
      text = davy_statement_get_text (row, column);
      return text != NULL && *text != '\0' ? dup_harmless (text) : g_strdup (UNKNOWN);
    }
}

static void
add_cells (DavyStatement *row, gpointer data)
{
  Output *self = data;
  int column = 0;

  for (guint i = 0; i < self->listing->n_fields; i++)
    {
      const DavyListingField *field = &self->listing->fields[i];

      if (field->heading != NULL)
        g_ptr_array_add (self->cells, dup_cell (row, column, field->kind));
      column += (int) count_columns (field->kind);
    }
}

static guint
get_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static char *
align (const GPtrArray *cells, guint n_columns)
{
  GString *text = g_string_new (NULL);
  g_autofree guint *widths = g_new0 (guint, n_columns);

  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], get_width (g_ptr_array_index (cells, i)));

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      guint column = i % n_columns;

      g_string_append (text, cell);
      if (column + 1 == n_columns)
        g_string_append_c (text, '\n');
      else
        g_string_append_printf (text, "%*s" BETWEEN, (int) (widths[column] - get_width (cell)), "");
    }

  return g_string_free (text, FALSE);
}

/**
 * davy_list_output_columns:
 * @listing: what to list
 * @db: any connection
 * @statuses: (nullable) (array zero-terminated=1): only records of these
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): a line of headings and a line for each record, in aligned
 *   columns
 */
char *
davy_list_output_columns (const DavyListing *listing,
                          DavyDb *db,
                          const char *const *statuses,
                          GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Output output = { .listing = listing, .cells = cells };
  guint n_columns;

  for (guint i = 0; i < listing->n_fields; i++)
    if (listing->fields[i].heading != NULL)
      g_ptr_array_add (cells, g_strdup (listing->fields[i].heading));
  n_columns = cells->len;
  if (!davy_listing_read (listing, db, statuses, add_cells, &output, error))
    return NULL;

  return align (cells, n_columns);
}

/* --- JSON ---------------------------------------------------------------------------------- */

static void
add_text_or_null (JsonBuilder *builder, const char *text)
{
  if (text != NULL && *text != '\0')
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/* A number would be a double to those who read it: an amount stays as exact as it was. */
static void
add_money (JsonBuilder *builder, const DavyMoney *money)
{
  static const char *const bases[] = {
    [DAVY_BASIS_UNKNOWN] = NULL,
    [DAVY_BASIS_LIST] = "list",
    [DAVY_BASIS_INVOICED] = "invoiced",
    [DAVY_BASIS_ESTIMATED] = "estimated",
  };
  g_autofree char *amount = davy_csv_dup_amount (davy_money_to_double (money));

  if (amount == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "amount");
  json_builder_add_string_value (builder, amount);
  json_builder_set_member_name (builder, "currency");
  json_builder_add_string_value (builder, money->currency);
  json_builder_set_member_name (builder, "basis");
  add_text_or_null (builder, money->basis < G_N_ELEMENTS (bases) ? bases[money->basis] : NULL);
  json_builder_end_object (builder);
}

static void
add_value (JsonBuilder *builder, DavyStatement *row, int column, DavyFieldKind kind)
{
  g_autofree char *time = NULL;
  DavyMoney money;

  switch (kind)
    {
    case DAVY_FIELD_MONEY:
      money = read_money (row, column);
      add_money (builder, &money);
      break;
    case DAVY_FIELD_TIME:
      time = davy_time_to_iso (davy_statement_get_int64 (row, column));
      add_text_or_null (builder, time);
      break;
    case DAVY_FIELD_NUMBER:
      json_builder_add_int_value (builder, davy_statement_get_int64 (row, column));
      break;
    case DAVY_FIELD_TEXT:
    default:
      add_text_or_null (builder, davy_statement_get_text (row, column));
    }
}

static void
add_object (DavyStatement *row, gpointer data)
{
  Output *self = data;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *object = NULL;
  int column = 0;

  json_builder_begin_object (builder);
  for (guint i = 0; i < self->listing->n_fields; i++)
    {
      const DavyListingField *field = &self->listing->fields[i];

      json_builder_set_member_name (builder, field->name);
      add_value (builder, row, column, field->kind);
      column += (int) count_columns (field->kind);
    }
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  object = json_to_string (node, FALSE);
  g_string_append_printf (self->json, "%s%s", self->json->len > 1 ? ",\n" : "\n", object);
}

/**
 * davy_list_output_json:
 * @listing: what to list
 * @db: any connection
 * @statuses: (nullable) (array zero-terminated=1): only records of these
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): one JSON array, an object a line; what is not known is null,
 *   times are ISO 8601 in UTC, amounts are texts beside their currency
 */
char *
davy_list_output_json (const DavyListing *listing,
                       DavyDb *db,
                       const char *const *statuses,
                       GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  Output output = { .listing = listing, .json = json };

  if (!davy_listing_read (listing, db, statuses, add_object, &output, error))
    return NULL;
  g_string_append (json, json->len > 1 ? "\n]\n" : "]\n");

  return g_string_free (g_steal_pointer (&json), FALSE);
}
