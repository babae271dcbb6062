/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "cli/davy-child-command.h"
#include "davy-test.h"
#include "triage/davy-child.h"

/* A test that is its own child: davy_child_run_async() starts it once more, and main() then does
 * what the program's does. The locale is C.UTF-8, and no other is needed. */

static inline GBytes *
read_case (void)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "case.json", NULL);
  char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));

  return g_bytes_new_take (text, length);
}

static inline GBytes *
try_make (DavyChildTask task,
          const char *kind,
          DavyLanguage language,
          GBytes *input,
          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_child_run_async (task, kind, language, input, NULL, davy_test_keep_result, &result);
  return davy_child_run_finish (davy_test_wait_result (&result), error);
}

static inline void
assert_holds (const char *text, const char *part)
{
  g_test_message ("looking for %s in %s", part, text);
  g_assert_nonnull (strstr (text, part));
}
