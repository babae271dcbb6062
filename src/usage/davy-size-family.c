/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-size-family.h"

#include <string.h>

/* What attackers mine with: sizes that have graphics processors or are made for supercomputing
 * (playbook.md). Azure calls these NC, ND, NG and NV, with programmable chips NP; and H, HB, HC and
 * HX. */
static const char *const accelerated[] = { "NC", "ND", "NG", "NP", "NV", "HB", "HC", "HX" };

#define SERVICE   "virtual machines " /* that some meters name first */
#define SERIES    "series"
#define FIRST_HPC "h" /* the family that has no second letter */

static gboolean
is_first_hpc (const char *family)
{
  return *family == *FIRST_HPC && (family[1] == ' ' || g_ascii_isdigit (family[1]) ||
                                   g_str_has_prefix (family + 1, "promo"));
}

/**
 * davy_size_family_is_accelerated:
 * @family: a meter's subcategory, such as `NCasT4_v3 Series`
 *
 * Returns: whether it names a family of machines with graphics processors or for supercomputing
 */
gboolean
davy_size_family_is_accelerated (const char *family)
{
  g_autofree char *folded = g_ascii_strdown (family, -1);
  const char *name = g_str_has_prefix (folded, SERVICE) ? folded + strlen (SERVICE) : folded;

  if (strstr (name, SERIES) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (accelerated); i++)
    if (g_ascii_strncasecmp (name, accelerated[i], strlen (accelerated[i])) == 0)
      return TRUE;

  return is_first_hpc (name);
}
