/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* The web pages. They say that they are a demonstration, and look like no one's real pages. All
 * texts are escaped here but the content of davy_page_answer(). */

void
davy_page_answer (DavyExchange *exchange, guint status, const char *title, const char *content);
void davy_page_message (DavyExchange *exchange, guint status, const char *title, const char *text);
void davy_page_sign_in (DavyExchange *exchange,
                        const char *user_name,
                        const char *problem,
                        const char *user_code);
void davy_page_device (DavyExchange *exchange, const char *problem);
void davy_page_form_post (DavyExchange *exchange, const char *uri, GHashTable *answer);

G_END_DECLS
