/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* launch PROBE PROGRAM [ARGUMENT...]: starts a program with the probe in it, which is told by
 * BENCH_START when the program began (nanoseconds of CLOCK_MONOTONIC at execve). */

int
main (int argc, char *argv[])
{
  char start[32];
  struct timespec now;

  if (argc < 3)
    return EXIT_FAILURE;

  setenv ("LD_PRELOAD", argv[1], 1);
  clock_gettime (CLOCK_MONOTONIC, &now);
  snprintf (start, sizeof start, "%lld", (long long) now.tv_sec * 1000000000 + now.tv_nsec);
  setenv ("BENCH_START", start, 1);
  execv (argv[2], argv + 2);
  perror (argv[2]);

  return EXIT_FAILURE;
}
