/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"

G_BEGIN_DECLS

/**
 * DavyLetter:
 * @subject: in one line
 * @body: all of it
 *
 * A mail to the customer.
 */
typedef struct
{
  char *subject;
  char *body;
} DavyLetter;

DavyLetter *davy_letter_new (GBytes *text);
void davy_letter_free (DavyLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyLetter, davy_letter_free)

GBytes *davy_letter_make_customer (GBytes *case_file, GError **error);
GBytes *davy_letter_make_graph (GBytes *case_file, GError **error);

/* What `davylamp --compose` makes of a case. */
#define DAVY_LETTER_CUSTOMER "customer"
#define DAVY_LETTER_GRAPH    "graph"

G_END_DECLS
