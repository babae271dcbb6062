/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-status-text.h"

/**
 * davy_status_text_set:
 * @page: a status page
 * @text: a sentence, such as of an error; never markup
 *
 * Shows a text under the page's title as it is: the page by itself takes markup, and shows nothing
 * of what is none.
 */
void
davy_status_text_set (AdwStatusPage *page, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, markup);
}
