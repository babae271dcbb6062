/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-service-requests.h"

#include <string.h>

#include "emulator/scenario-reader.h"

/* Tickets with Microsoft's partner support: `serviceRequests` of a scenario. */

/* Their place is the number that lists have instead. */
static const char *const severities[] = { "unknown", "critical", "moderate", "minimal", NULL };
static const char *const statuses[] = { "none", "open", "closed", "attention_needed", NULL };

static void
note_free (gpointer note)
{
  DavyDemoNote *self = note;

  g_free (self->by);
  g_free (self->text);
  g_free (self);
}

/**
 * davy_demo_service_request_new:
 * @id: its number
 * @created: when
 *
 * Returns: (transfer full): an open request that says nothing yet
 */
DavyDemoServiceRequest *
davy_demo_service_request_new (const char *id, DavyTime created)
{
  DavyDemoServiceRequest *self = g_new0 (DavyDemoServiceRequest, 1);

  self->id = g_strdup (id);
  self->status = g_strdup ("open");
  self->product = g_strdup ("Azure");
  self->created = created;
  self->modified = created;
  self->notes = g_ptr_array_new_with_free_func (note_free);

  return self;
}

/**
 * davy_demo_service_request_free:
 * @request: (transfer full) (type DavyDemoServiceRequest): a service request
 */
void
davy_demo_service_request_free (gpointer request)
{
  DavyDemoServiceRequest *self = request;

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->severity);
  g_free (self->status);
  g_free (self->topic);
  g_free (self->product);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static int
find_word (const char *const *words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return i;

  return -1;
}

/**
 * davy_demo_service_request_get_severity:
 * @word: such as `critical`
 *
 * Returns: the number that lists have for it, -1 when there is none
 */
int
davy_demo_service_request_get_severity (const char *word)
{
  return find_word (severities, word);
}

/**
 * davy_demo_service_request_get_status:
 * @word: such as `open`
 *
 * Returns: the number that lists have for it, -1 when there is none
 */
int
davy_demo_service_request_get_status (const char *word)
{
  return find_word (statuses, word);
}

/**
 * davy_demo_service_request_add_note:
 * @request: a service request
 * @by: who writes
 * @text: what
 * @time: when
 */
void
davy_demo_service_request_add_note (DavyDemoServiceRequest *request,
                                    const char *by,
                                    const char *text,
                                    DavyTime time)
{
  DavyDemoNote *note = g_new0 (DavyDemoNote, 1);

  note->by = g_strdup (by);
  note->text = g_strdup (text);
  note->time = time;
  request->modified = time;
  g_ptr_array_add (request->notes, note);
}

static void
read_notes (const DavyJson *json, DavyDemoServiceRequest *self)
{
  DavyJson list = davy_json_member (json, "notes");
  guint n_notes = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_notes; i++)
    {
      DavyJson note = davy_json_element (&list, i);

      davy_demo_expect_members (&note, "by", "text", "at", NULL);
      davy_demo_service_request_add_note (self, davy_json_string (&note, "by", DAVY_JSON_REQUIRED),
                                          davy_json_string (&note, "text", DAVY_JSON_REQUIRED),
                                          davy_demo_read_time (&note, "at", DAVY_JSON_REQUIRED));
    }
}

static DavyDemoServiceRequest *
read_request (DavyScenario *scenario, const DavyJson *json)
{
  DavyDemoServiceRequest *self = g_new0 (DavyDemoServiceRequest, 1);
  const char *customer_id = davy_json_string (json, "customer", DAVY_JSON_OPTIONAL);
  DavyJson customer = davy_json_member (json, "customer");
  DavyJson id = davy_json_member (json, "id");

  self->notes = g_ptr_array_new_with_free_func (note_free);
  davy_demo_expect_members (json, "id", "title", "description", "severity", "status", "topic",
                            "product", "customer", "created", "closed", "notes", NULL);
  davy_demo_expect_word (json, "severity", severities);
  davy_demo_expect_word (json, "status", statuses);
  self->id = g_strdup (davy_json_string (json, "id", DAVY_JSON_REQUIRED));
  if (self->id != NULL && strspn (self->id, "0123456789") != strlen (self->id))
    davy_json_fail (&id, "is no number");
  self->title = g_strdup (davy_json_string (json, "title", DAVY_JSON_REQUIRED));
  self->description = davy_demo_read_string (json, "description", "");
  self->severity = davy_demo_read_string (json, "severity", "moderate");
  self->status = davy_demo_read_string (json, "status", "open");
  self->topic = davy_demo_read_string (json, "topic", "Azure subscription management");
  self->product = davy_demo_read_string (json, "product", "Azure");
  self->created = davy_demo_read_time (json, "created", DAVY_JSON_REQUIRED);
  self->modified = self->created;
  self->closed = davy_demo_read_time (json, "closed", DAVY_JSON_OPTIONAL);
  if (customer_id != NULL)
    {
      self->customer = davy_scenario_find_customer (scenario, customer_id);
      if (self->customer == NULL)
        davy_json_fail (&customer, "“%s” is no id among customers", customer_id);
    }
  read_notes (json, self);

  return self;
}

/**
 * davy_demo_read_service_requests:
 * @scenario: where they go; its customers are read
 * @root: the scenario file
 */
void
davy_demo_read_service_requests (DavyScenario *scenario, const DavyJson *root)
{
  DavyJson list = davy_json_member (root, "serviceRequests");
  guint n_requests = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_requests; i++)
    {
      DavyJson request = davy_json_element (&list, i);

      g_ptr_array_add (scenario->requests, read_request (scenario, &request));
    }
}
