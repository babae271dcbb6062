/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_REVIEW_PAGE (davy_review_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyReviewPage, davy_review_page, DAVY, REVIEW_PAGE, AdwBin)

GtkWidget *davy_review_page_new (void);
void davy_review_page_set_change (DavyReviewPage *self,
                                  const DavyPlannedChange *change,
                                  gboolean unanswered);
void davy_review_page_set_refused (DavyReviewPage *self, gboolean refused);
gboolean davy_review_page_wants_ignore (DavyReviewPage *self);

G_END_DECLS
