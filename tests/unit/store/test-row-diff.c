/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-diff.h"

#include "davy-test.h"

/* Rows are written as letters; a capital is the same row in another state. */
static GArray *
make_rows (const char *letters)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));

  for (; *letters != '\0'; letters++)
    {
      DavyRowKey key = { g_ascii_tolower (*letters), g_ascii_isupper (*letters) };

      g_array_append_val (rows, key);
    }

  return rows;
}

/* Does what a view does with each span, and says which were told. */
static char *
follow (const GArray *old_rows, const GArray *new_rows, const GArray *spans)
{
  g_autoptr (GArray) shown = g_array_copy ((GArray *) old_rows);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const DavyRowSpan *span = &g_array_index (spans, DavyRowSpan, i);

      g_string_append_printf (told, "%u-%u+%u ", span->new_position, span->removed, span->added);
      if (span->removed > 0)
        g_array_remove_range (shown, span->new_position, span->removed);
      if (span->added > 0)
        g_array_insert_vals (shown, span->new_position,
                             &g_array_index (new_rows, DavyRowKey, span->new_position),
                             span->added);
    }
  g_assert_cmpmem (shown->data, (int) (shown->len * sizeof (DavyRowKey)), new_rows->data,
                   (int) (new_rows->len * sizeof (DavyRowKey)));

  return g_string_free (told, FALSE);
}

static void
assert_told (const char *before, const char *after, const char *expected)
{
  g_autoptr (GArray) old_rows = make_rows (before);
  g_autoptr (GArray) new_rows = make_rows (after);
  g_autoptr (GArray) spans = davy_row_diff (old_rows, new_rows);
  g_autofree char *told = follow (old_rows, new_rows, spans);

  g_assert_cmpstr (told, ==, expected);
}

static void
test_small_changes (void)
{
  assert_told ("", "", "");
  assert_told ("abc", "abc", "");
  assert_told ("", "abc", "0-0+3 ");
  assert_told ("abc", "", "0-3+0 ");
  assert_told ("abc", "abxc", "2-0+1 ");
  assert_told ("abc", "ac", "1-1+0 ");
  assert_told ("abc", "aBc", "1-1+1 ");
  assert_told ("abc", "xyz", "0-3+3 ");
}

static void
test_moved_row_leaves_the_others (void)
{
  assert_told ("abcdef", "fabcde", "0-0+1 6-1+0 ");
  assert_told ("abcdef", "bcdefa", "0-1+0 5-0+1 ");
  assert_told ("abcdef", "abedcf", "2-2+0 3-0+2 ");
}

static void
test_moved_and_changed (void)
{
  assert_told ("abcd", "dabC", "0-0+1 3-1+1 4-1+0 ");
}

static void
test_changed_rows_are_told_together (void)
{
  assert_told ("abcde", "aBCDe", "1-3+3 ");
}

static void
test_many_changed_rows_are_told_in_parts (void)
{
  g_autoptr (GArray) old_rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  g_autoptr (GArray) new_rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  g_autoptr (GArray) spans = NULL;
  g_autofree char *told = NULL;

  for (int i = 0; i < 250; i++)
    {
      DavyRowKey before = { i, 1 };
      DavyRowKey after = { i, 2 };

      g_array_append_val (old_rows, before);
      g_array_append_val (new_rows, after);
    }
  spans = davy_row_diff (old_rows, new_rows);
  told = follow (old_rows, new_rows, spans);
  g_assert_cmpstr (told, ==, "0-100+100 100-100+100 200-50+50 ");
}

static void
test_any_change_ends_right (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GString) after = g_string_new (NULL);
      g_autoptr (GArray) old_rows = NULL;
      g_autoptr (GArray) new_rows = NULL;
      g_autoptr (GArray) spans = NULL;
      g_autofree char *told = NULL;

      for (char letter = 'a'; letter <= 'z'; letter++)
        {
          if (g_rand_boolean (random))
            g_string_insert_c (before, g_rand_int_range (random, 0, (gint32) before->len + 1),
                               letter);
          if (g_rand_boolean (random))
            g_string_insert_c (after, g_rand_int_range (random, 0, (gint32) after->len + 1),
                               g_rand_boolean (random) ? letter : g_ascii_toupper (letter));
        }
      old_rows = make_rows (before->str);
      new_rows = make_rows (after->str);
      spans = davy_row_diff (old_rows, new_rows);
      told = follow (old_rows, new_rows, spans);
    }
}

static void
test_shuffled_list_is_told_at_once (void)
{
  g_autoptr (GArray) old_rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  g_autoptr (GArray) new_rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  g_autoptr (GArray) spans = NULL;
  g_autofree char *told = NULL;

  /* Each two neighbours change places. */
  for (gint64 i = 0; i < 20000; i++)
    {
      DavyRowKey before = { i, 1 };
      DavyRowKey after = { i ^ 1, 1 };

      g_array_append_val (old_rows, before);
      g_array_append_val (new_rows, after);
    }
  spans = davy_row_diff (old_rows, new_rows);
  told = follow (old_rows, new_rows, spans);
  g_assert_cmpstr (told, ==, "0-20000+20000 ");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/store/row-diff/small-changes-are-told-as-they-are", test_small_changes);
  g_test_add_func ("/store/row-diff/moved-row-leaves-the-others", test_moved_row_leaves_the_others);
  g_test_add_func ("/store/row-diff/row-may-move-while-another-changes", test_moved_and_changed);
  g_test_add_func ("/store/row-diff/changed-rows-are-told-together",
                   test_changed_rows_are_told_together);
  g_test_add_func ("/store/row-diff/many-changed-rows-are-told-in-parts",
                   test_many_changed_rows_are_told_in_parts);
  g_test_add_func ("/store/row-diff/any-change-ends-right", test_any_change_ends_right);
  g_test_add_func ("/store/row-diff/shuffled-list-is-told-at-once",
                   test_shuffled_list_is_told_at_once);

  return g_test_run ();
}
