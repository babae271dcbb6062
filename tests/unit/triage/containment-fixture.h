/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-fixture.h"
#include "triage/davy-containment.h"

/* A case over a subscription of the embedded Azure in which machines run. */

#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define SCOPE    "/subscriptions/" SHOP
#define MINE     SCOPE "/resourceGroups/rg-mine/providers/Microsoft.Compute/"
#define EVIL     MINE "virtualMachines/vm-evil"
#define BRIEF    MINE "virtualMachines/vm-brief"
#define SET      MINE "virtualMachineScaleSets/vmss-evil"
#define OLD      SCOPE "/resourceGroups/rg-App/providers/Microsoft.Compute/virtualMachines/vm-app"
#define LOCKED                             \
  SCOPE "/resourceGroups/rg-ml/providers/" \
        "Microsoft.ContainerInstance/containerGroups/aci"
#define ALERTS                                                                                  \
  ", \"alerts\": [{\"id\": \"event-1\", \"subscription\": \"" SHOP "\", \"type\": "             \
  "\"CryptoMining\", \"created\": \"-19m\", \"firstObserved\": \"-25h\"}, {\"id\": \"event-2\"" \
  ", \"subscription\": \"" SHOP "\", \"type\": \"UsageAnomalyDetection\", \"created\": "        \
  "\"-2d\"}]}"

/* Returns: (transfer full): what begin_estate() takes */
static inline char *
read_estate (void)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "unit", "emulator", "estate.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return g_steal_pointer (&text);
}

static inline void
begin_estate (Fixture *fixture, const char *text, const char *user)
{
  g_autofree char *open = g_strndup (text, (gsize) (strrchr (text, '}') - text));
  g_autofree char *scenario = g_strconcat (open, ALERTS, NULL);

  davy_test_clock_install (g_get_real_time ());
  begin_as (fixture, scenario, user);
}

static inline void
set_up_estate (Fixture *fixture, gconstpointer user)
{
  g_autofree char *text = read_estate ();

  begin_estate (fixture, text, user != NULL ? user : DAVY_TEST_ADA);
}

static inline DavyContainment *
get_containment (Fixture *fixture)
{
  return davy_case_get_containment (fixture->handled);
}

static inline guint
count_changes (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "DELETE", "/arm/") +
         davy_test_world_count (&fixture->world, "PATCH", "/arm/") +
         davy_test_world_count (&fixture->world, "PUT", "/arm/") +
         davy_test_world_count (&fixture->world, "POST", "/deallocate") +
         davy_test_world_count (&fixture->world, "POST", "/stop");
}

static inline void
end_watch (Fixture *fixture, gconstpointer user)
{
  davy_containment_call_off (get_containment (fixture));
  tear_down (fixture, user);
}

/* Not by the case: by somebody else, with the rights that were left. */
static inline void
change_elsewhere (Fixture *fixture, const char *method, const char *id, const char *query)
{
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *token = NULL;
  g_autofree char *header = NULL;
  g_autofree char *uri =
      g_strconcat (davy_endpoints_get (fixture->world.endpoints, DAVY_SERVICE_RESOURCE_MANAGER), id,
                   query, NULL);

  davy_account_get_token_async (fixture->world.account, DAVY_SERVICE_RESOURCE_MANAGER, FABRIKAM,
                                FALSE, NULL, davy_test_keep_result, &got);
  token =
      davy_account_get_token_finish (fixture->world.account, davy_test_wait_result (&got), NULL);
  header = g_strconcat ("Bearer ", token, NULL);
  message = soup_message_new (method, uri);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", header);
  soup_session_send_and_read_async (fixture->world.browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &sent);
  body = soup_session_send_and_read_finish (fixture->world.browser, davy_test_wait_result (&sent),
                                            NULL);
  g_assert_cmpuint (soup_message_get_status (message), <, 300);
}

/* `/start`, `/powerOff` or `/deallocate`. */
static inline void
post_to_machine (Fixture *fixture, const char *id, const char *action)
{
  g_autofree char *query = g_strconcat (action, "?api-version=2024-07-01", NULL);

  change_elsewhere (fixture, "POST", id, query);
}

/* What was asked for takes its time there. */
static inline void
let_it_end (Fixture *fixture)
{
  davy_emulator_advance (fixture->world.emulator, 2 * DAVY_TIME_MINUTE);
}
