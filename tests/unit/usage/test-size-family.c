/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-size-family.h"

#include "davy-test.h"

/* Which of Azure's meters count machines that are made to compute. */

static void
test_accelerated (void)
{
  const char *const names[] = { "NCasT4_v3 Series",
                                "NC Series",
                                "NCSv3 Series Windows",
                                "ND A100 v4 Series",
                                "NGads V620 Series",
                                "NPS Series",
                                "NVadsA10 v5 Series",
                                "nvsv3 series",
                                "HBv3 Series",
                                "HCS Series",
                                "HX Series",
                                "H Series",
                                "HPromo Series",
                                "Virtual Machines NCasT4 v3 Series" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (davy_size_family_is_accelerated (names[i]));
}

static void
test_others (void)
{
  const char *const names[] = {
    "",         "Dv5 Series",      "Bsv2 Series", "Esv5 Series",      "Fsv2 Series", "Lsv3 Series",
    "Hot LRS",  "NAT Gateway",     "N Series",    "HDInsight Series", "Network",     "ND",
    "M Series", "Premium v3 Plan", "H",           "Virtual Machines "
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (davy_size_family_is_accelerated (names[i]));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/usage/size-family/accelerated", test_accelerated);
  g_test_add_func ("/usage/size-family/others", test_others);

  return g_test_run ();
}
