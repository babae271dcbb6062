/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DavyMail:
 * @recipient: the mail address; may be ""
 * @subject: in one line
 * @body: plain text
 * @attachment: (nullable): a file on this computer
 *
 * A mail to be opened in the person's mail program. It owns nothing.
 */
typedef struct
{
  const char *recipient;
  const char *subject;
  const char *body;
  GFile *attachment;
} DavyMail;

void davy_mail_open_async (const DavyMail *mail,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean davy_mail_open_finish (GAsyncResult *result, gboolean *attached, GError **error);
void davy_mail_show_in_folder (GFile *file);

G_END_DECLS
