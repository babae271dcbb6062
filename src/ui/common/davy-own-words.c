/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-own-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/davy-format.h"

static char *
format_amount (double amount, gconstpointer own)
{
  const DavyOwnEpisode *episode = own;
  const DavyMoney money = davy_money_new (amount, episode->currency, episode->basis);

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money, DAVY_FORMAT_ROUNDED);
}

/* Of a resource the last part of its id. */
static const char *
get_part_name (const char *part)
{
  const char *slash = *part == '/' ? strrchr (part, '/') : NULL;

  return slash != NULL && slash[1] != '\0' ? slash + 1 : part;
}

/**
 * davy_own_words_dup_sentence:
 * @own: what an alert of ours is about
 * @part: (nullable): the part of the use that it is one of; %NULL for all of it
 *
 * Returns: (transfer full): what it was and what was expected, without a full stop
 */
char *
davy_own_words_dup_sentence (const DavyOwnEpisode *own, const char *part)
{
  g_autofree char *sentence =
      davy_episode_dup_sentence (&own->episode, DAVY_LANGUAGE_WINDOW, format_amount, own);

  if (part == NULL)
    return g_steal_pointer (&sentence);

  /* Translators: the name of a service, a region, a resource group, a resource or a size family,
   * then a phrase such as "On Tue 17 Nov it was €1,412, where nothing was expected". */
  return g_strdup_printf (C_ ("usage", "%1$s: %2$s"), get_part_name (part), sentence);
}
