/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-content.h"

typedef struct
{
  DavyPartnerContent *content;
  const DavyPartnerRecord *record;
} Visit;

static void
visit_element (const DavyJson *element, gpointer data)
{
  const Visit *visit = data;

  davy_partner_content_add (visit->content, visit->record, element);
}

/* --- within the room ----------------------------------------------------------------------- */

DavyPartnerContent *
davy_partner_content_new (const DavyPartnerRecord *record)
{
  DavyPartnerContent *self = g_new0 (DavyPartnerContent, 1);

  self->records = g_ptr_array_new_with_free_func (record->free);

  return self;
}

void
davy_partner_content_free (DavyPartnerContent *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_error (&self->unreadable);
  g_free (self);
}

void
davy_partner_content_add (DavyPartnerContent *self,
                          const DavyPartnerRecord *record,
                          const DavyJson *element)
{
  g_autoptr (GError) error = NULL;
  DavyJson item = *element;
  gpointer read;

  self->length++;
  item.sink = &error;
  if (!davy_json_is_object (&item))
    davy_json_fail (&item, "is not an object");
  read = record->read (&item);
  if (error == NULL)
    {
      g_ptr_array_add (self->records, read);
      return;
    }

  record->free (read);
  if (self->unreadable == NULL)
    self->unreadable = g_steal_pointer (&error);
}

/* A #DavyBodyReader: for bare arrays, which are the long ones; another body becomes a tree. */
DavyPartnerContent *
davy_partner_content_read (GBytes *body, const DavyPartnerRecord *record, GError **error)
{
  g_autoptr (DavyPartnerContent) self = NULL;
  Visit visit = { .record = record };

  if (!davy_json_holds_array (body))
    return NULL;

  self = visit.content = davy_partner_content_new (record);

  return davy_json_visit_elements (body, visit_element, &visit, error) ? g_steal_pointer (&self)
                                                                       : NULL;
}
