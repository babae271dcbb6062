/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-csv.h"

#include <math.h>
#include <string.h>

#include "davy-test.h"

/* The cost for a spreadsheet. */

#define HEAD "\"day\",\"service\",\"cost\",\"currency\",\"basis\"\r\n"

static char *
convert (const char *records)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (records, strlen (records));

  return davy_evidence_cost_to_csv (bytes);
}

static void
test_records (void)
{
  g_autofree char *csv =
      convert ("{\"day\":\"2026-11-20\",\"service\":\"Virtual Machines\",\"cost\":\"48.000000\","
               "\"currency\":\"EUR\",\"basis\":\"invoiced\"}\n"
               "{\"day\":\"2026-11-21\",\"cost\":\"-1.500000\",\"currency\":\"EUR\","
               "\"basis\":\"invoiced\"}\n");

  g_assert_cmpstr (csv, ==,
                   HEAD "\"2026-11-20\",\"Virtual Machines\",48.000000,\"EUR\",\"invoiced\"\r\n"
                        "\"2026-11-21\",,-1.500000,\"EUR\",\"invoiced\"\r\n");
}

static void
test_none (void)
{
  g_autofree char *csv = convert ("");

  g_assert_cmpstr (csv, ==, HEAD);
}

static void
test_quoted (void)
{
  g_autofree char *csv = convert ("{\"day\":\"2026-11-20\",\"service\":\"a,\\\"b\\\"\\nc;d\"}\n");

  g_assert_cmpstr (csv, ==, HEAD "\"2026-11-20\",\"a,\"\"b\"\"\nc;d\",,,\r\n");
}

/* What a customer's service is called must not run in the spreadsheet of whoever opens it. */
static void
test_formulas (void)
{
  static const struct
  {
    const char *service;
    const char *cell;
  } cases[] = {
    { "=1+1", "\"'=1+1\"" },
    { "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"" },
    { "-2+3", "\"'-2+3\"" },
    { "-inf", "\"'-inf\"" },
    { "@SUM(A1:A9)", "\"'@SUM(A1:A9)\"" },
    { "\\t=1", "\"'\t=1\"" },
    { "\\n=1", "\"'\n'=1\"" },
    { "\\n7", "\"'\n7\"" },
    { "=HYPERLINK(\\\"x\\\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
    { "a;=1", "\"a;'=1\"" },
    { "a\\n=1", "\"a\n'=1\"" },
    { "a;b", "\"a;b\"" },
    { "a=1", "\"a=1\"" },
    { "-7", "-7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = g_strdup_printf ("{\"service\":\"%s\"}\n", cases[i].service);
      g_autofree char *expected = g_strdup_printf (HEAD ",%s,,,\r\n", cases[i].cell);
      g_autofree char *csv = convert (record);

      g_assert_cmpstr (csv, ==, expected);
    }
}

/* Evidence whose bytes were changed is told elsewhere; here it must do no harm. */
static void
test_changed (void)
{
  g_autofree char *csv = convert ("{\"day\":\"2026-11-20\",\"service\":7}\nno JSON\n");

  g_assert_cmpstr (csv, ==, HEAD "\"2026-11-20\",7,,,\r\n");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/triage/evidence-csv/a-record-is-a-line", test_records);
  g_test_add_func ("/triage/evidence-csv/without-records-there-is-the-head", test_none);
  g_test_add_func ("/triage/evidence-csv/what-separates-is-quoted", test_quoted);
  g_test_add_func ("/triage/evidence-csv/no-cell-is-a-formula", test_formulas);
  g_test_add_func ("/triage/evidence-csv/changed-records-do-no-harm", test_changed);

  return g_test_run ();
}
