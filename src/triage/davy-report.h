/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The report of a case for the customer, made of a case file alone, in the language that this
 * process speaks (davy-catalogue.h). */

GBytes *davy_report_make_json (GBytes *case_file, GError **error);
GBytes *davy_report_make_pdf (GBytes *case_file, GError **error);

G_END_DECLS
