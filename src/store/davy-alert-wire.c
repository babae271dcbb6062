/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert.h"

/* The wire's words for what an alert can be, and back. */

typedef struct
{
  const char *word;
  int value;
} WireWord;

/* As Partner Center writes them (wire-contract.md 2.1); Graph has the same words in lower case
 * (2.4). */
static const WireWord severities[] = {
  { "Informational", DAVY_SEVERITY_INFORMATIONAL },
  { "Low", DAVY_SEVERITY_LOW },
  { "Medium", DAVY_SEVERITY_MEDIUM },
  { "High", DAVY_SEVERITY_HIGH },
};

static const WireWord statuses[] = {
  { "Active", DAVY_ALERT_STATUS_ACTIVE },
  { "Investigating", DAVY_ALERT_STATUS_INVESTIGATING },
  { "Resolved", DAVY_ALERT_STATUS_RESOLVED },
};

static const WireWord reasons[] = {
  { "None", DAVY_ALERT_REASON_NONE },
  { "Legitimate", DAVY_ALERT_REASON_LEGITIMATE },
  { "Fraud", DAVY_ALERT_REASON_FRAUD },
  { "Ignore", DAVY_ALERT_REASON_IGNORE },
};

static int
find_word (const WireWord *words, gsize n_words, const char *word)
{
  if (word == NULL)
    return 0;

  for (gsize i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].value;

  return 0;
}

static const char *
get_word (const WireWord *words, gsize n_words, int value)
{
  for (gsize i = 0; i < n_words; i++)
    if (words[i].value == value)
      return words[i].word;

  return NULL;
}

/**
 * davy_severity_from_wire:
 * @word: (nullable): the wire's word, in any case (wire-contract.md 2.1, 2.4)
 *
 * Returns: what it means
 */
DavySeverity
davy_severity_from_wire (const char *word)
{
  return (DavySeverity) find_word (severities, G_N_ELEMENTS (severities), word);
}

/**
 * davy_alert_status_from_wire:
 * @word: (nullable): the wire's word, in any case (wire-contract.md 2.1, 2.4)
 *
 * Returns: what it means
 */
DavyAlertStatus
davy_alert_status_from_wire (const char *word)
{
  return (DavyAlertStatus) find_word (statuses, G_N_ELEMENTS (statuses), word);
}

/**
 * davy_alert_reason_from_wire:
 * @word: (nullable): the wire's word, in any case (wire-contract.md 2.1, 2.4)
 *
 * Returns: what it means
 */
DavyAlertReason
davy_alert_reason_from_wire (const char *word)
{
  return (DavyAlertReason) find_word (reasons, G_N_ELEMENTS (reasons), word);
}

/**
 * davy_alert_status_to_wire:
 * @status: a status that we know
 *
 * Returns: (nullable): the word that Partner Center takes; %NULL for %DAVY_ALERT_STATUS_UNKNOWN
 */
const char *
davy_alert_status_to_wire (DavyAlertStatus status)
{
  return get_word (statuses, G_N_ELEMENTS (statuses), (int) status);
}

/**
 * davy_alert_reason_to_wire:
 * @reason: a reason that we know
 *
 * Returns: (nullable): the word that Partner Center takes; %NULL for %DAVY_ALERT_REASON_UNKNOWN
 */
const char *
davy_alert_reason_to_wire (DavyAlertReason reason)
{
  return get_word (reasons, G_N_ELEMENTS (reasons), (int) reason);
}
