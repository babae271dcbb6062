/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "azure/davy-arm-tickets-private.h"
#include "azure/davy-country.h"
#include "core/davy-error.h"

/* A ticket as Azure's support wants to read it. */

static const char *const severities[] = {
  [DAVY_ARM_TICKET_MINIMAL] = "minimal",
  [DAVY_ARM_TICKET_MODERATE] = "moderate",
  [DAVY_ARM_TICKET_CRITICAL] = "critical",
  [DAVY_ARM_TICKET_HIGHEST] = "highestcriticalimpact",
};

static void
add_contact (JsonBuilder *builder, const DavyArmTicketDraft *draft, const char *country)
{
  json_builder_set_member_name (builder, "contactDetails");
  json_builder_begin_object (builder);
  davy_arm_add_string (builder, "firstName", draft->first_name);
  davy_arm_add_string (builder, "lastName", draft->last_name);
  davy_arm_add_string (builder, "preferredContactMethod", draft->phone != NULL ? "phone" : "email");
  davy_arm_add_string (builder, "primaryEmailAddress", draft->email);
  davy_arm_add_string (builder, "phoneNumber", draft->phone);
  davy_arm_add_string (builder, "preferredTimeZone", draft->time_zone);
  davy_arm_add_string (builder, "country", country);
  davy_arm_add_string (builder, "preferredSupportLanguage", draft->language);
  json_builder_end_object (builder);
}

static void
add_resource (JsonBuilder *builder, const char *resource_id)
{
  json_builder_set_member_name (builder, "technicalTicketDetails");
  json_builder_begin_object (builder);
  davy_arm_add_string (builder, "resourceId", resource_id);
  json_builder_end_object (builder);
}

/* --- within the room ----------------------------------------------------------------------- */

/* @value: (nullable): NULL leaves the member out */
void
davy_arm_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* Returns: (transfer full): the body that creates the ticket */
JsonNode *
davy_arm_ticket_draft_build (const DavyArmTicketDraft *draft, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *country = davy_country_dup_three_letters (draft->country);

  if (country == NULL)
    {
      /* Translators: %s is what stands in the place of a country code */
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("“%s” is not the code of a country."),
                   draft->country);
      return NULL;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  davy_arm_add_string (builder, "title", draft->title);
  davy_arm_add_string (builder, "description", draft->description);
  davy_arm_add_string (builder, "severity", severities[draft->severity]);
  davy_arm_add_string (builder, "serviceId", draft->service_id);
  davy_arm_add_string (builder, "problemClassificationId", draft->problem_id);
  davy_arm_add_string (builder, "advancedDiagnosticConsent",
                       draft->diagnostic_consent ? "Yes" : "No");
  json_builder_set_member_name (builder, "require24X7Response");
  json_builder_add_boolean_value (builder, draft->around_the_clock);
  if (draft->problem_start != DAVY_TIME_UNSET)
    {
      g_autofree char *start = davy_time_to_iso (draft->problem_start);

      davy_arm_add_string (builder, "problemStartTime", start);
    }
  if (draft->resource_id != NULL)
    add_resource (builder, draft->resource_id);
  add_contact (builder, draft, country);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
