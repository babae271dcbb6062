/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"
#include "core/davy-json.h"

/* What the programs of this suite have in common. The first byte of an input chooses who reads the
 * rest. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef gpointer (*FuzzRead) (const DavyJson *item);
typedef void (*FuzzFault) (guint status, GBytes *body, DavyFault *fault);

typedef struct
{
  FuzzRead read;
  GDestroyNotify free;
} FuzzReader;

static inline void
fuzz_read_record (const FuzzReader *reader, GBytes *bytes)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (JsonNode) node = davy_json_parse (bytes, NULL);
  DavyJson root = davy_json_root (node, &unreadable);
  gpointer record = reader->read (&root);

  /* What a person would be told must be possible to say. */
  if (unreadable != NULL)
    {
      g_autofree char *sentence = davy_error_dup_sentence (unreadable);
      g_autofree char *details = davy_error_dup_details (unreadable);

      g_assert_true (*sentence != '\0' && g_utf8_validate (details, -1, NULL));
    }
  if (record != NULL)
    reader->free (record);
}

static inline void
fuzz_read_fault (FuzzFault read, guint status, GBytes *bytes)
{
  g_auto (DavyFault) fault = { .http_status = status };
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;

  read (status, bytes, &fault);
  error = davy_error_new_fault (DAVY_ERROR_REJECTED, &fault, "Refused");
  details = davy_error_dup_details (error);
  g_assert_true (g_utf8_validate (details, -1, NULL));
}
