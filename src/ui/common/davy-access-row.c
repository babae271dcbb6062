/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-access-row.h"

#include "ui/common/davy-access-words.h"
#include "ui/common/davy-fact-row.h"

static const DavyMark marks[] = {
  [DAVY_ACCESS_UNKNOWN] = DAVY_MARK_UNKNOWN,
  [DAVY_ACCESS_YES] = DAVY_MARK_GOOD,
  [DAVY_ACCESS_NO] = DAVY_MARK_ATTENTION,
};

/**
 * davy_access_row_new:
 * @access: what was found
 * @line: one of the things that may be done
 * @source: (nullable): what stands below the answer
 *
 * Returns: (transfer floating): a row that says whether it may be done
 */
GtkWidget *
davy_access_row_new (const DavyAccess *access, DavyAccessLine line, const char *source)
{
  DavyAccessAnswer answer = access->answers[line];
  GtkWidget *row =
      davy_fact_row_new (davy_words_access_line (line), davy_words_access_verdict (line, answer));

  /* Numbers from a file may be anything. */
  davy_fact_row_set_mark (DAVY_FACT_ROW (row), (guint) answer < G_N_ELEMENTS (marks)
                                                   ? marks[answer]
                                                   : DAVY_MARK_UNKNOWN);
  davy_fact_row_set_source (DAVY_FACT_ROW (row), source);

  return row;
}
