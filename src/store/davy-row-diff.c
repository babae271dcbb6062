/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-diff.h"

/* What to tell the view when a list has become another. Rows are known by their ids, each of which
 * occurs once; so the most rows stay where they are when those are kept whose new places form the
 * longest rising sequence. That costs n log n, also for 100,000 rows. */

/* More spans than this are not worth telling one by one. */
#define MAX_SPANS 2000
/* Changed rows in a row are told together, up to this many: a selection searches what was put in
 * the place of its row. */
#define MAX_CHANGED 100

#define NONE G_MAXUINT

typedef struct
{
  guint old_index;
  guint new_index;
  guint before; /* the pair that precedes this one in the best sequence that ends here */
} Pair;

static const DavyRowKey *
key_at (const GArray *rows, guint index)
{
  return &g_array_index (rows, DavyRowKey, index);
}

static gboolean
is_same (const GArray *old_rows, guint old_index, const GArray *new_rows, guint new_index)
{
  const DavyRowKey *a = key_at (old_rows, old_index);
  const DavyRowKey *b = key_at (new_rows, new_index);

  return a->id == b->id && a->revision == b->revision;
}

/* The rows that are in both, in their old order. */
static GArray *
find_pairs (const GArray *old_rows,
            const GArray *new_rows,
            guint start,
            guint old_end,
            guint new_end)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = start; i < new_end; i++)
    g_hash_table_insert (places, (gpointer) &key_at (new_rows, i)->id, GUINT_TO_POINTER (i + 1));

  for (guint i = start; i < old_end; i++)
    {
      gpointer place = g_hash_table_lookup (places, &key_at (old_rows, i)->id);
      Pair pair = { .old_index = i, .new_index = GPOINTER_TO_UINT (place) - 1, .before = NONE };

      if (place != NULL)
        g_array_append_val (pairs, pair);
    }

  return pairs;
}

/* The first of the sequences whose last place in the new list is not below @new_index. */
static guint
find_sequence (const GArray *pairs, const GArray *ends, guint new_index)
{
  guint low = 0;
  guint high = ends->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint end = g_array_index (ends, guint, middle);

      if (g_array_index (pairs, Pair, end).new_index < new_index)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Leaves of @pairs those of the longest sequence that rises in both lists. */
static void
keep_longest_rise (GArray *pairs)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint)); /* by length - 1 */
  g_autoptr (GArray) kept = NULL;
  guint at;

  for (guint i = 0; i < pairs->len; i++)
    {
      Pair *pair = &g_array_index (pairs, Pair, i);
      guint length = find_sequence (pairs, ends, pair->new_index);

      if (length > 0)
        pair->before = g_array_index (ends, guint, length - 1);
      if (length == ends->len)
        g_array_append_val (ends, i);
      else
        g_array_index (ends, guint, length) = i;
    }

  if (ends->len == 0)
    return;

  kept = g_array_sized_new (FALSE, FALSE, sizeof (Pair), ends->len);
  g_array_set_size (kept, ends->len);
  at = g_array_index (ends, guint, ends->len - 1);
  for (guint i = ends->len; i > 0; i--)
    {
      g_array_index (kept, Pair, i - 1) = g_array_index (pairs, Pair, at);
      at = g_array_index (pairs, Pair, at).before;
    }
  g_array_set_size (pairs, 0);
  g_array_append_vals (pairs, kept->data, kept->len);
}

static void
add_gap (GArray *spans, guint old_from, guint old_to, guint new_from, guint new_to)
{
  DavyRowSpan span = { old_from, old_to - old_from, new_from, new_to - new_from };

  if (span.removed > 0 || span.added > 0)
    g_array_append_val (spans, span);
}

static void
add_changed (GArray *spans, const Pair *pair)
{
  DavyRowSpan *last = spans->len > 0 ? &g_array_index (spans, DavyRowSpan, spans->len - 1) : NULL;
  DavyRowSpan span = { pair->old_index, 1, pair->new_index, 1 };

  if (last != NULL && last->removed == last->added && last->removed < MAX_CHANGED &&
      last->old_position + last->removed == pair->old_index &&
      last->new_position + last->added == pair->new_index)
    {
      last->removed++;
      last->added++;
    }
  else
    g_array_append_val (spans, span);
}

/**
 * davy_row_diff:
 * @old_rows: (element-type DavyRowKey): what is shown
 * @new_rows: (element-type DavyRowKey): what is to be shown
 *
 * Returns: (transfer full) (element-type DavyRowSpan): the fewest rows to replace, from the top
 *   down; one span for everything when it would be very many
 */
GArray *
davy_row_diff (const GArray *old_rows, const GArray *new_rows)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (DavyRowSpan));
  g_autoptr (GArray) pairs = NULL;
  guint start = 0;
  guint old_end = old_rows->len;
  guint new_end = new_rows->len;
  guint old_at;
  guint new_at;

  while (start < old_end && start < new_end && is_same (old_rows, start, new_rows, start))
    start++;
  while (old_end > start && new_end > start &&
         is_same (old_rows, old_end - 1, new_rows, new_end - 1))
    {
      old_end--;
      new_end--;
    }

  pairs = find_pairs (old_rows, new_rows, start, old_end, new_end);
  keep_longest_rise (pairs);

  old_at = start;
  new_at = start;
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      add_gap (spans, old_at, pair->old_index, new_at, pair->new_index);
      if (!is_same (old_rows, pair->old_index, new_rows, pair->new_index))
        add_changed (spans, pair);
      old_at = pair->old_index + 1;
      new_at = pair->new_index + 1;
    }
  add_gap (spans, old_at, old_end, new_at, new_end);

  if (spans->len > MAX_SPANS)
    {
      g_array_set_size (spans, 0);
      add_gap (spans, 0, old_rows->len, 0, new_rows->len);
    }

  return spans;
}
