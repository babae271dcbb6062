/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-log.h"

/* The last guard: no room logs secrets on purpose, and what slips into a message all the same (a
 * library's words, a quoted address) is taken out here, before anything is written. */

#define REDACTED "[redacted]"
#define OPAQUE   "A-Za-z0-9_.~-"

typedef struct
{
  const char *pattern;
  const char *replacement;
  GRegexCompileFlags flags;
} Rule;

static const Rule rules[] = {
  /* The value of an Authorization header. */
  { "\\b(bearer\\s+)[^\\s\"',;]+", "\\1" REDACTED, G_REGEX_CASELESS },
  /* name=value and "name": "value"; `code` and `state` only with `=`, for error bodies have a code.
   */
  { "(?<![a-z0-9_])((?:(?:access|refresh|id)_token|client_(?:assertion|secret)|assertion"
    "|(?:device|user)_code|code_verifier|password)[\"']?\\s*(?:=|:|%3D)\\s*[\"']?)"
    "[^\\s&\"'<>,;}]+",
    "\\1" REDACTED, G_REGEX_CASELESS },
  { "(?<![a-z0-9_])((?:code|state)(?:=|%3D))[^\\s&\"'<>,;}]+", "\\1" REDACTED, G_REGEX_CASELESS },
  /* JSON Web Tokens, wherever they stand. */
  { "eyJ[=" OPAQUE "]{5,}", REDACTED, 0 },
  /* What Entra's refresh tokens and codes look like, and anything long and mixed. */
  { "(?<![" OPAQUE "])[01]\\.A[" OPAQUE "]{20,}", REDACTED, 0 },
  { "(?<![" OPAQUE "])(?=[" OPAQUE "]*[a-z])(?=[" OPAQUE "]*[A-Z])(?=[" OPAQUE "]*[0-9])[" OPAQUE
    "]{48,}",
    REDACTED, 0 },
};

static GRegex *
get_regex (gsize rule)
{
  static GRegex *compiled[G_N_ELEMENTS (rules)];

  if (g_once_init_enter (&compiled[rule]))
    {
      g_autoptr (GError) error = NULL;
      GRegex *regex =
          g_regex_new (rules[rule].pattern, rules[rule].flags | G_REGEX_OPTIMIZE, 0, &error);

      g_assert_no_error (error);
      g_once_init_leave (&compiled[rule], regex);
    }

  return compiled[rule];
}

static GLogWriterOutput
write_redacted (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *copies = g_new (GLogField, n_fields);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_fields; i++)
    {
      copies[i] = fields[i];
      if (g_str_equal (fields[i].key, "MESSAGE"))
        {
          g_autofree char *message = fields[i].length < 0
                                         ? g_strdup (fields[i].value)
                                         : g_strndup (fields[i].value, (gsize) fields[i].length);
          char *redacted = davy_redact (message);

          g_ptr_array_add (texts, redacted);
          copies[i].value = redacted;
          copies[i].length = -1;
        }
    }

  return g_log_writer_default (level, copies, n_fields, data);
}

/**
 * davy_log_install:
 *
 * From now on every message that the process logs is redacted, then written as GLib would. To be
 * called once, before any other thread is started.
 */
void
davy_log_install (void)
{
  g_log_set_writer_func (write_redacted, NULL, NULL);
}

/**
 * davy_redact:
 * @text: any text
 *
 * Takes out what looks like a secret: bearer values, JSON Web Tokens, refresh tokens, and the
 * values of parameters such as `code=` and `client_assertion=`. Safe on any thread.
 *
 * Returns: (transfer full): @text as valid UTF-8, with `[redacted]` in their places
 */
char *
davy_redact (const char *text)
{
  char *redacted = g_utf8_make_valid (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *before = redacted;

      redacted = g_regex_replace (get_regex (i), before, -1, 0, rules[i].replacement, 0, NULL);
      if (redacted == NULL)
        return g_strdup (REDACTED);
    }

  return redacted;
}
