/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-windows-zone.h"

/* Azure's support asks for the time zone by the name that Windows gives it (`wire-contract.md`
 * 3.8). After the table windowsZones of Unicode's CLDR: the zones in which partners of the
 * program's three languages work, and the largest others. */

#define FALLBACK "UTC"

static const struct
{
  const char *identifier;
  const char *name;
} zones[] = {
  { "America/Chicago", "Central Standard Time" },
  { "America/Denver", "Mountain Standard Time" },
  { "America/Los_Angeles", "Pacific Standard Time" },
  { "America/New_York", "Eastern Standard Time" },
  { "America/Sao_Paulo", "E. South America Standard Time" },
  { "America/Toronto", "Eastern Standard Time" },
  { "Asia/Dubai", "Arabian Standard Time" },
  { "Asia/Kolkata", "India Standard Time" },
  { "Asia/Singapore", "Singapore Standard Time" },
  { "Asia/Tokyo", "Tokyo Standard Time" },
  { "Australia/Sydney", "AUS Eastern Standard Time" },
  { "Europe/Amsterdam", "W. Europe Standard Time" },
  { "Europe/Athens", "GTB Standard Time" },
  { "Europe/Berlin", "W. Europe Standard Time" },
  { "Europe/Brussels", "Romance Standard Time" },
  { "Europe/Bucharest", "GTB Standard Time" },
  { "Europe/Budapest", "Central Europe Standard Time" },
  { "Europe/Copenhagen", "Romance Standard Time" },
  { "Europe/Dublin", "GMT Standard Time" },
  { "Europe/Helsinki", "FLE Standard Time" },
  { "Europe/Kyiv", "FLE Standard Time" },
  { "Europe/Lisbon", "GMT Standard Time" },
  { "Europe/London", "GMT Standard Time" },
  { "Europe/Luxembourg", "W. Europe Standard Time" },
  { "Europe/Madrid", "Romance Standard Time" },
  { "Europe/Oslo", "W. Europe Standard Time" },
  { "Europe/Paris", "Romance Standard Time" },
  { "Europe/Prague", "Central Europe Standard Time" },
  { "Europe/Rome", "W. Europe Standard Time" },
  { "Europe/Stockholm", "W. Europe Standard Time" },
  { "Europe/Vaduz", "W. Europe Standard Time" },
  { "Europe/Vienna", "W. Europe Standard Time" },
  { "Europe/Warsaw", "Central European Standard Time" },
  { "Europe/Zurich", "W. Europe Standard Time" },
};

/**
 * davy_windows_zone_find:
 * @identifier: (nullable): a time zone as the IANA calls it, `Europe/Berlin`
 *
 * Returns: (transfer none): what Windows calls it; `UTC` for one that is not known here
 */
const char *
davy_windows_zone_find (const char *identifier)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_strcmp0 (zones[i].identifier, identifier) == 0)
      return zones[i].name;

  return FALLBACK;
}
