/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-spending.h"

G_BEGIN_DECLS

/**
 * DavyFigure:
 * @name: what it is
 * @value: an amount, in words for people
 * @note: (nullable): how it comes about, or where it comes from
 *
 * A figure in words. What is not known has none.
 */
typedef struct
{
  char *name;
  char *value;
  char *note;
} DavyFigure;

void davy_figure_free (DavyFigure *self);
DavyFigure *davy_figure_add (GPtrArray *figures, const char *name, const char *value);

void davy_spending_words_add (const DavySpending *spending, GPtrArray *figures);
void davy_spending_words_add_hour (const DavySpending *spending, GPtrArray *figures);
const char *davy_spending_words_dimension (DavyDimension dimension);
char *davy_spending_words_dup_causes (const DavySpending *spending, DavyDimension dimension);

G_END_DECLS
