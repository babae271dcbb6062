/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-cloud-words.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *words;
} clouds[] = {
  { "global", NC_ ("cloud", "Global") },
  { "us-government", NC_ ("cloud", "US government") },
  { "us-government-dod", NC_ ("cloud", "US government, Department of Defense") },
  { "china", NC_ ("cloud", "China (21Vianet)") },
};

/**
 * davy_words_cloud:
 * @cloud: the name of one of Microsoft's clouds
 *
 * Returns: how a person knows it
 */
const char *
davy_words_cloud (const char *cloud)
{
  for (guint i = 0; i < G_N_ELEMENTS (clouds); i++)
    if (g_strcmp0 (clouds[i].name, cloud) == 0)
      return g_dpgettext2 (NULL, "cloud", clouds[i].words);

  return cloud;
}
