/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "usage/davy-expectation.h"

/* detector-time DAYS FILE: FILE holds series of DAYS doubles each, one behind the other. Prints the
 * processor seconds that the detector takes for all of them. */

static double
get_processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

int
main (int argc, char **argv)
{
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_series_free);
  guint days = argc == 3 ? (guint) strtoul (argv[1], NULL, 10) : 0;
  gsize length, size;
  double began;

  if (days == 0 || !g_file_get_contents (argv[2], &content, &length, NULL))
    return 2;
  size = days * sizeof (double);
  for (gsize at = 0; at + size <= length; at += size)
    {
      DavySeries *series = davy_series_new (0, days);

      memcpy (series->values, content + at, size);
      g_ptr_array_add (all, series);
    }

  began = get_processor_seconds ();
  for (guint i = 0; i < all->len; i++)
    davy_expectation_free (davy_expectation_new (g_ptr_array_index (all, i), NULL));
  printf ("%f\n", get_processor_seconds () - began);

  return 0;
}
