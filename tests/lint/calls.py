# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that have one place only: clocks and timers, and whatever blocks."""

import re

from rules import Rule, hits, main, strip_c

CLOCK = (
    r"\b(g_timeout_add\w*|g_timeout_source_new\w*|g_get_real_time|g_get_monotonic_time|g_timer_new"
    r"|g_date_time_new_now\w*|gettimeofday|clock_gettime|nanosleep|g_usleep|usleep|sleep) \("
    r"|\btime \((NULL|&)"
)
CLOCKS_PLACE = r"src/core/davy-time\.c"
SYNC = r"\b(?!\w*get_sync \()\w+_sync \("  # a getter of a sync object is no blocking call
SYNC_PLACES = r"src/emulator/.*|src/.*-worker\.c"


def calls(pattern, places, below=r"src/.*\.[ch]"):
    def check(tree):
        return [
            hit
            for path, text in tree.matching(below)
            if not re.fullmatch(places, path)
            for hit in hits(path, strip_c(text), pattern)
        ]

    return check


def planted(line, path="src/sync/davy-planted.c"):
    return lambda tree: tree.changed(path, f"static void\nplanted (void)\n{{\n  {line}\n}}\n")


main(
    [
        Rule(
            "time and timers come from core alone",
            calls(CLOCK, CLOCKS_PLACE),
            {
                "a GLib timer": planted("g_timeout_add_seconds (1, planted_cb, NULL);"),
                "the wall clock": planted("gint64 now = g_get_real_time ();"),
                "the C library's clock": planted("time_t now = time (NULL);"),
                "a sleep": planted("g_usleep (100);"),
            },
        ),
        Rule(
            "nothing blocks outside the emulator and the workers",
            calls(SYNC, SYNC_PLACES),
            {
                "a blocking keyring call": planted("secret_password_lookup_sync (schema, NULL, NULL);"),
                "a blocking call in ui": planted("g_file_query_info_sync (file);", "src/ui/davy-planted.c"),
            },
        ),
    ]
)
