/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DAVY_SORTED_SIZE 64

/**
 * DavySorted:
 * @length: how many
 * @values: the values, the least first
 *
 * A few numbers that are kept in order while some come and go.
 */
typedef struct
{
  guint length;
  double values[DAVY_SORTED_SIZE];
} DavySorted;

void davy_sorted_add (DavySorted *self, double value);
void davy_sorted_remove (DavySorted *self, double value);
double davy_sorted_midmean (const DavySorted *self);

G_END_DECLS
