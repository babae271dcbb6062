/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-matrix.h"

#include <string.h>

#include "fault-caller.h"
#include "fault-pages.h"
#include "net/davy-http.h"

/* Runs one endpoint against every fault and judges how it ended. */

typedef enum
{
  MODE_ALWAYS, /* it always goes wrong */
  MODE_ONCE,   /* only the first time */
  MODE_LATER,  /* always, but the first page comes well */
} Mode;

static const char *const mode_names[] = { "always", "once", "from the second page on" };

/* One call of one pair, and what was expected of it. */
typedef struct
{
  const FaultEndpoint *endpoint;
  const FaultLine *line;
  Mode mode;
  guint place;
  const char *member; /* (nullable): the one at @place */
  int n_records;
  GError *error; /* (owned) (nullable) */
  gint64 waited;
  gboolean clock_told;
  gint64 clock_offset;
  GString *faults; /* (not owned): what was not as expected */
} Run;

static void complain (Run *run, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
complain (Run *run, const char *format, ...)
{
  va_list arguments;

  g_string_append_printf (run->faults, "%s × %s (%s%s%s): ", run->endpoint->name, run->line->name,
                          mode_names[run->mode], run->member != NULL ? ", " : "",
                          run->member != NULL ? run->member : "");
  va_start (arguments, format);
  g_string_append_vprintf (run->faults, format, arguments);
  va_end (arguments);
  g_string_append_c (run->faults, '\n');
}

static const char *
name_outcome (int outcome)
{
  const char *sentence = outcome >= 0 ? fault_find_sentence ((DavyError) outcome, NULL) : NULL;

  return outcome == FAULT_WELL ? "well" : sentence != NULL ? sentence : "?";
}

/* --- what is expected ---------------------------------------------------------------------- */

/* A token that is refused is renewed, where one goes. */
static gboolean
lacks_token (const Run *run)
{
  return run->endpoint->service == DAVY_SERVICE_PRICES &&
         run->line->sent[run->endpoint->kind] == FAULT_SENT_TWICE;
}

/* A change that was accepted may have been carried out, whatever becomes of the looking. */
static int
apply_role (const Run *run, int outcome)
{
  if (run->line->place != FAULT_AT_HOME || outcome == FAULT_WELL)
    return outcome;
  if (run->endpoint->role == FAULT_EXTRA)
    return FAULT_WELL;

  return run->endpoint->role == FAULT_POLL ? (int) DAVY_ERROR_OUTCOME_UNKNOWN : outcome;
}

static int
find_outcome (const Run *run)
{
  const FaultException *exception = fault_find_exception (run->endpoint, run->line);
  FaultKind kind = run->endpoint->kind;

  if (run->member != NULL && !fault_pages_requires (run->endpoint, run->member))
    return FAULT_WELL;
  if (exception != NULL)
    return run->mode == MODE_ONCE && exception->passes ? FAULT_WELL : exception->outcome;

  return apply_role (run, run->mode == MODE_ONCE ? run->line->once[kind] : run->line->ends[kind]);
}

/* Of a member that nobody needs, another type is an error all the same where it is read; a link may
 * lead nowhere or back; and an element of an array may be needed or not. */
static gboolean
may_end_otherwise (const Run *run, int outcome)
{
  gboolean unreadable = outcome == DAVY_ERROR_WIRE || outcome == DAVY_ERROR_OUTCOME_UNKNOWN;

  if (run->member == NULL)
    return FALSE;
  if (g_str_has_prefix (run->member, "links"))
    return unreadable || outcome == DAVY_ERROR_LIMIT || outcome == FAULT_WELL;
  if (g_str_has_suffix (run->member, "[]"))
    return unreadable || outcome == FAULT_WELL;

  return unreadable && run->line->spoiling == FAULT_WRONG_TYPE;
}

static void
judge_outcome (Run *run)
{
  int expected = find_outcome (run);
  int outcome = run->n_records >= 0 ? FAULT_WELL : run->error->code;

  if (run->error != NULL && run->error->domain != DAVY_ERROR)
    complain (run, "no error of ours: %s", run->error->message);
  else if (outcome != expected && !may_end_otherwise (run, outcome))
    complain (run, "expected “%s”, got “%s”: %s", name_outcome (expected), name_outcome (outcome),
              run->error != NULL ? run->error->message : "");
}

/* What people see says what happened, and not a word of what a stranger sent. */
static void
judge_words (Run *run)
{
  g_autofree char *sentence = davy_error_dup_sentence (run->error);
  g_autofree char *details = davy_error_dup_details (run->error);
  const char *expected =
      fault_find_sentence ((DavyError) run->error->code, davy_error_get_fault (run->error)->reason);

  if (expected == NULL || !g_str_has_prefix (sentence, expected))
    complain (run, "the sentence is “%s”", sentence);
  if (strstr (sentence, FAULT_MARK) != NULL)
    complain (run, "the service's words stand in the sentence");
  if (strlen (details) > 8192)
    complain (run, "the details are %zu bytes long", strlen (details));
  if (strstr (details, "secret-") != NULL)
    complain (run, "the details hold a secret");
}

static void
judge_sending (Run *run, guint sent)
{
  FaultSending expected = run->line->sent[run->endpoint->kind];
  guint times = MAX (run->endpoint->times, 1);

  if (run->endpoint->role != FAULT_ITSELF && run->line->place == FAULT_AT_HOME)
    return;
  if (run->mode != MODE_ALWAYS || run->member != NULL ||
      fault_find_exception (run->endpoint, run->line) != NULL)
    return;
  if (lacks_token (run))
    expected = FAULT_SENT_ONCE;
  if ((expected == FAULT_SENT_NEVER && sent != 0) ||
      (expected == FAULT_SENT_ONCE && sent != times) ||
      (expected == FAULT_SENT_TWICE && sent != 2 * times) ||
      (expected == FAULT_SENT_AGAIN && (sent < 2 * times || sent > 10 * times)))
    complain (run, "it was sent %u times", sent);
}

static void
judge_pages (Run *run)
{
  gboolean unique = run->endpoint->paging == FAULT_NUMBERED;

  if (run->n_records < 0 || run->line->need < FAULT_NEEDS_PAGES)
    return;
  if (run->n_records < 3 || (unique && run->n_records != 3))
    complain (run, "%d records came of three", run->n_records);
}

static void
judge_clock (Run *run)
{
  gint64 wrong = run->clock_offset + run->line->clock * DAVY_TIME_SECOND;

  if (run->line->clock == 0 || run->n_records < 0 || run->mode != MODE_ALWAYS ||
      run->endpoint->role != FAULT_ITSELF)
    return;
  if (run->clock_told && ABS (wrong) > 2 * DAVY_TIME_SECOND)
    complain (run, "the clock was taken for %" G_GINT64_FORMAT " s off",
              run->clock_offset / DAVY_TIME_SECOND);
  if (run->waited > DAVY_TIME_MINUTE)
    complain (run, "it was waited for %" G_GINT64_FORMAT " s", run->waited / DAVY_TIME_SECOND);
}

static void
judge_patience (Run *run)
{
  const char *header = run->line->header;
  gint64 asked = header != NULL && g_str_has_prefix (header, "Retry-After: ")
                     ? g_ascii_strtoll (header + strlen ("Retry-After: "), NULL, 10)
                     : 0;

  if (run->mode == MODE_ONCE && run->n_records >= 0 && run->waited < asked * DAVY_TIME_SECOND)
    complain (run, "it was asked again after %" G_GINT64_FORMAT " s",
              run->waited / DAVY_TIME_SECOND);
}

/* Nothing that changes is sent again within a call unless an answer told that it was not done. */
static void
judge_log (FaultMatrix *self, Run *run, guint first)
{
  const GPtrArray *requests = fault_server_get_requests (self->server);
  const FaultRequest *before = NULL;

  for (guint i = first; i < requests->len; i++)
    {
      const FaultRequest *request = g_ptr_array_index (requests, i);

      if (request->endpoint == NULL)
        complain (run, "it asked what stands in no table: %s", request->target);
      else if (request->endpoint->kind == FAULT_CHANGES)
        {
          if (before != NULL && !before->settled && strcmp (before->target, request->target) == 0)
            complain (run, "a change was sent again: %s", request->target);
          before = request;
        }
    }
}

/* --- running ------------------------------------------------------------------------------- */

static void
call (FaultMatrix *self, FaultCaller *caller, Run *run)
{
  const GPtrArray *requests = fault_server_get_requests (self->server);
  gint64 begun = davy_time_monotonic ();
  const FaultRequest *last;

  run->n_records = run->endpoint->call (caller, &run->error);
  run->waited = davy_time_monotonic () - begun;
  last = requests->len > 0 ? g_ptr_array_index (requests, requests->len - 1) : NULL;
  run->clock_told = last != NULL && last->endpoint == run->endpoint;
  run->clock_offset = davy_http_get_clock_offset (davy_account_get_http (caller->account));
  self->n_runs++;
}

static const FaultRequest *
find_last (FaultMatrix *self, const FaultEndpoint *endpoint)
{
  const GPtrArray *requests = fault_server_get_requests (self->server);

  for (guint i = requests->len; i > 0; i--)
    {
      const FaultRequest *request = g_ptr_array_index (requests, i - 1);

      if (request->endpoint == endpoint)
        return request;
    }

  return NULL;
}

/* The person has looked, it was not done, and sends it again: the same request, if nobody could
 * know what had become of it; another, if an answer had come. */
static void
send_again (FaultMatrix *self, FaultCaller *caller, Run *run)
{
  const FaultRequest *before = find_last (self, run->endpoint);
  const FaultRequest *again;
  gboolean unknown = g_error_matches (run->error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_autoptr (GError) error = NULL;

  if (before == NULL)
    return;
  fault_server_begin_pair (self->server, run->endpoint, run->line, 0, 0, 0);
  g_clear_object (&caller->result);
  if (run->endpoint->call (caller, &error) < 0)
    complain (run, "sent again it failed: %s", error->message);
  again = find_last (self, run->endpoint);
  if (again == before)
    complain (run, "it was not sent again");
  else if ((g_strcmp0 (before->request_id, again->request_id) == 0) != unknown)
    complain (run, "sent again it carried %s MS-RequestId", unknown ? "another" : "the same");
}

static void
run_once (FaultMatrix *self, Run *run)
{
  guint first = fault_server_get_requests (self->server)->len;
  guint planted = davy_test_server_count (self->trap);
  FaultCaller caller;

  fault_server_begin_pair (self->server, run->endpoint, run->line, run->place,
                           run->mode == MODE_LATER ? 1 : 0, run->mode == MODE_ONCE ? 1 : G_MAXUINT);
  fault_caller_begin (&caller, self->server, run->endpoint->service, run->line->place);
  call (self, &caller, run);

  judge_outcome (run);
  if (run->error != NULL && run->error->domain == DAVY_ERROR)
    judge_words (run);
  judge_sending (run, fault_server_count (self->server, run->endpoint));
  judge_pages (run);
  judge_clock (run);
  judge_patience (run);
  judge_log (self, run, first);
  if (davy_test_server_count (self->trap) != planted)
    complain (run, "the trap was asked");
  if (run->endpoint->kind == FAULT_CHANGES && run->mode == MODE_ONCE && run->n_records < 0)
    send_again (self, &caller, run);

  g_clear_error (&run->error);
  fault_caller_end (&caller);
}

static gboolean
has_mode (const FaultEndpoint *endpoint, const FaultLine *line, Mode mode)
{
  gboolean paged = endpoint->paging != FAULT_ONE && endpoint->paging != FAULT_ARRAY;

  if (mode == MODE_ALWAYS)
    return TRUE;
  if (line->place != FAULT_AT_HOME || line->need >= FAULT_NEEDS_PAGES || fault_is_family (line))
    return FALSE;

  return mode == MODE_ONCE || paged;
}

/* Returns: whether all runs of the pair ended as they should */
static gboolean
run_pair (FaultMatrix *self, const FaultEndpoint *endpoint, const FaultLine *line, GString *faults)
{
  gsize before = faults->len;

  for (Mode mode = MODE_ALWAYS; mode <= MODE_LATER; mode++)
    {
      Run run = { endpoint, line, mode, 0, NULL, .faults = faults };

      if (!has_mode (endpoint, line, mode))
        continue;
      if (!fault_is_family (line))
        {
          run_once (self, &run);
          continue;
        }
      for (run.place = 0;; run.place++)
        {
          g_autofree char *member = fault_pages_dup_place (endpoint, line->spoiling, run.place);

          if (member == NULL)
            break;
          run.member = member;
          run_once (self, &run);
        }
    }

  return faults->len == before;
}

static void
count_reason (FaultMatrix *self, const char *reason)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->reasons, reason));

  g_hash_table_insert (self->reasons, g_strdup (reason), GUINT_TO_POINTER (count + 1));
  self->n_meaningless++;
}

static void
report (const char *faults)
{
  g_auto (GStrv) lines = g_strsplit (faults, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_test_message ("%s", lines[i]);
  if (*faults != '\0')
    g_test_fail_printf ("%u runs did not end as the table says", g_strv_length (lines) - 1);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * fault_matrix_init:
 * @self: (out caller-allocates): a matrix
 * @server: all the services
 * @trap: the listener that nobody may ask
 */
void
fault_matrix_init (FaultMatrix *self, FaultServer *server, DavyTestServer *trap)
{
  *self = (FaultMatrix){ .server = server, .trap = trap };
  self->rows = g_string_new (NULL);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * fault_matrix_clear:
 * @self: a matrix
 */
void
fault_matrix_clear (FaultMatrix *self)
{
  g_string_free (self->rows, TRUE);
  g_hash_table_unref (self->reasons);
}

/**
 * fault_matrix_run:
 * @self: a matrix
 * @endpoint: what is asked
 *
 * Asks it with every fault; the test fails with the names of the pairs that did not end as they
 * should.
 */
void
fault_matrix_run (FaultMatrix *self, const FaultEndpoint *endpoint)
{
  g_autoptr (GString) faults = g_string_new (NULL);

  g_string_append_printf (self->rows, "%-36s ", endpoint->name);
  for (guint i = 0; i < fault_n_lines; i++)
    {
      const char *reason = fault_find_reason (endpoint, &fault_lines[i]);

      if (reason != NULL)
        {
          count_reason (self, reason);
          g_string_append (self->rows, " -");
        }
      else if (run_pair (self, endpoint, &fault_lines[i], faults))
        {
          self->n_expected++;
          g_string_append (self->rows, " .");
        }
      else
        {
          self->n_unexpected++;
          g_string_append (self->rows, " X");
        }
    }
  g_string_append_c (self->rows, '\n');
  report (faults->str);
}

/**
 * fault_matrix_describe:
 * @self: a matrix
 *
 * Returns: (transfer full): the whole as a table of text
 */
char *
fault_matrix_describe (FaultMatrix *self)
{
  g_autoptr (GString) text = g_string_new ("Faults, by column:\n");
  GHashTableIter iter;
  gpointer reason, count;

  for (guint i = 0; i < fault_n_lines; i++)
    g_string_append_printf (text, "  %2u  %s\n", i + 1, fault_lines[i].name);
  g_string_append_printf (text, "\n%-36s ", ". as expected, X not, - meaningless");
  for (guint i = 1; i <= fault_n_lines; i++)
    g_string_append_printf (text, "%2u", i % 100);
  g_string_append_printf (text, "\n%s\nWithout a meaning:\n", self->rows->str);
  g_hash_table_iter_init (&iter, self->reasons);
  while (g_hash_table_iter_next (&iter, &reason, &count))
    g_string_append_printf (text, "  %3u  %s\n", GPOINTER_TO_UINT (count), (char *) reason);
  g_string_append_printf (text, "\n%u pairs as expected, %u not, %u without a meaning; %u calls\n",
                          self->n_expected, self->n_unexpected, self->n_meaningless, self->n_runs);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
