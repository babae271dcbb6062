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
# A float as printf writes it; %.17g reads back as what it was, which is for machines.
FLOAT = r"(?<!%)%(?!\.17g)[-+#0 ']*[\d*]*(?:\.[\d*]*)?l?[feEgG](?![a-z])"
FORMAT = (
    rf'"(?:\\.|[^"\\\n])*?{FLOAT}(?:\\.|[^"\\\n])*"'
    r"|\b(g_date_time_format|g_date_strftime|strftime|g_format_size\w*|nl_langinfo|localeconv|g_ascii_formatd) \("
)
# core writes for people in one file, and for machines in some; the emulator is a machine.
FORMAT_PLACES = r"src/core/.*|src/emulator/.*"
# A getter of a sync object is no blocking call; the default monitors wait for NetworkManager or the portal.
SYNC = r"\b((?!\w*get_sync \()\w+_sync|g_network_monitor_get_default|g_power_profile_monitor_dup_default) \("
SYNC_PLACES = r"src/emulator/.*|src/.*-worker\.c"

# Motion that the program would make by itself, and that went on where a person asked for less. What
# counts frames moves nothing.
MOTION = r"\b(adw_(timed|spring)_animation_new|gtk_widget_add_tick_callback|gdk_frame_clock_begin_updating) \("
MOTION_PLACES = r"src/ui/common/davy-(frames|scroll)\.c"
MOVING_STYLE = r"(?:^|[;{\s])(transition|animation)[\w-]*\s*:|@keyframes"


def calls(pattern, places, below=r"src/.*\.[ch]", strip=strip_c):
    def check(tree):
        return [
            hit
            for path, text in tree.matching(below)
            if not re.fullmatch(places, path)
            for hit in hits(path, strip(text), pattern)
        ]

    return check


def still(tree):
    return calls(MOTION, MOTION_PLACES)(tree) + [
        hit for path, text in tree.matching(r"src/.*\.css") for hit in hits(path, text, MOVING_STYLE)
    ]


def strip_comments(text):
    def blank(match):
        return match[1] or "\n" * match[0].count("\n")

    return re.sub(r'("(?:\\.|[^"\\\n])*")|/\*.*?\*/|//[^\n]*', blank, text, flags=re.S)


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
                "a wait for NetworkManager": planted("g_network_monitor_get_default ();"),
                "a blocking call in ui": planted("g_file_query_info_sync (file);", "src/ui/davy-planted.c"),
            },
        ),
        Rule(
            "numbers, money, dates and times are written by core alone",
            calls(FORMAT, FORMAT_PLACES, strip=strip_comments),
            {
                "money with two decimals": planted('text = g_strdup_printf ("%s %.2f", currency, amount);'),
                "a percentage with the C library's point": planted('text = g_strdup_printf (_ ("%.0f %%"), share);'),
                "a number of any length": planted('text = g_strdup_printf ("%g", quantity);'),
                "a date in one country's way": planted('text = g_date_time_format (moment, "%d.%m.%Y");'),
                "a size": planted("text = g_format_size (bytes);", "src/ui/davy-planted.c"),
            },
        ),
        Rule(
            "all motion is the platform's, which stops it where less is asked for",
            still,
            {
                "an animation": planted("adw_timed_animation_new (widget, 0, 1, 200, target);", "src/ui/davy-planted.c"),
                "a frame after the other": planted(
                    "gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);", "src/chart/davy-planted.c"
                ),
                "a style that moves": lambda tree: tree.appended(
                    "src/ui/style.css", ".new {\n  transition: opacity 200ms;\n}\n"
                ),
            },
        ),
    ]
)
