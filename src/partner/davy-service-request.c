/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-service-request.h"

#include "partner/davy-partner-readers.h"

/* A list gives the places of these words instead of the words (`wire-contract.md` 2.8). */
static const char *const severities[] = { "unknown", "critical", "moderate", "minimal" };
static const char *const statuses[] = { "none", "open", "closed", "attention_needed" };

static void
service_note_free (gpointer data)
{
  DavyServiceNote *note = data;

  g_free (note->author);
  g_free (note->text);
  g_free (note);
}

static char *
dup_word (const DavyJson *item, const char *name, const char *const *words, guint64 n_words)
{
  const char *word = davy_json_string (item, name, DAVY_JSON_OPTIONAL);
  guint64 place;

  if (word != NULL && g_ascii_string_to_unsigned (word, 10, 0, n_words - 1, &place, NULL))
    return g_strdup (words[place]);

  return g_strdup (word);
}

static GPtrArray *
read_notes (const DavyJson *item)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (service_note_free);
  DavyJson list = davy_json_member (item, "notes");

  for (guint i = 0; i < davy_json_length (&list, DAVY_JSON_OPTIONAL); i++)
    {
      DavyJson element = davy_json_element (&list, i);
      DavyServiceNote *note = g_new0 (DavyServiceNote, 1);

      note->author = davy_partner_dup_text (&element, "createdByName");
      note->text = davy_partner_dup_text (&element, "text");
      note->created = davy_json_time (&element, "createdDate", DAVY_JSON_OPTIONAL);
      g_ptr_array_add (notes, note);
    }

  return notes;
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyServiceRequest *
davy_service_request_read (const DavyJson *item)
{
  DavyServiceRequest *self = g_new0 (DavyServiceRequest, 1);
  DavyJson organization = davy_json_member (item, "organization");
  DavyJson contact = davy_json_member (item, "primaryContact");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->title = davy_partner_dup_text (item, "title");
  self->description = davy_partner_dup_text (item, "description");
  self->severity = dup_word (item, "severity", severities, G_N_ELEMENTS (severities));
  self->status = dup_word (item, "status", statuses, G_N_ELEMENTS (statuses));
  self->topic = davy_partner_dup_text (item, "supportTopicName");
  self->product = davy_partner_dup_text (item, "productName");
  self->organization = davy_partner_dup_text (&organization, "name");
  self->contact_email = davy_partner_dup_text (&contact, "email");
  self->created = davy_json_time (item, "createdDate", DAVY_JSON_OPTIONAL);
  self->modified = davy_json_time (item, "lastModifiedDate", DAVY_JSON_OPTIONAL);
  self->closed = davy_json_time (item, "lastClosedDate", DAVY_JSON_OPTIONAL);
  self->notes = read_notes (item);

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_service_request_free:
 * @self: (transfer full) (nullable): a request
 *
 * Frees a request with its notes.
 */
void
davy_service_request_free (DavyServiceRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->severity);
  g_free (self->status);
  g_free (self->topic);
  g_free (self->product);
  g_free (self->organization);
  g_free (self->contact_email);
  g_ptr_array_unref (self->notes);
  g_free (self);
}
