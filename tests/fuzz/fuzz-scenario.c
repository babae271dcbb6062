/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/davy-scenario.h"
#include "emulator/emulator-faults.h"
#include "fuzz-readers.h"

/* What people hand to the emulator: scenarios, and rules of what goes wrong. */

static void
add_rule (const char *text)
{
  DavyFaultRules *rules = davy_fault_rules_new ();
  g_autoptr (GError) error = NULL;

  if (davy_fault_rules_add (rules, text, &error))
    {
      g_autoptr (DavyFaultRule) rule = davy_fault_rules_take (rules, "GET", "/pc/v1/customers");
    }
  else
    {
      g_assert_nonnull (error);
    }
  davy_fault_rules_free (rules);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DavyScenario) scenario = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (size > 0 && data[0] == '+')
    {
      g_autofree char *text = g_strndup ((const char *) data + 1, size - 1);

      add_rule (text);
      return 0;
    }
  bytes = g_bytes_new (data, size);
  scenario = davy_scenario_load_bytes (bytes, &error);
  g_assert_true ((scenario != NULL) == (error == NULL));

  return 0;
}
