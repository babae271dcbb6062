/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-gate.h"

#include "core/davy-time.h"

#define MAX_AT_ONCE 8
#define MAX_CLOSED  DAVY_TIME_HOUR /* a date far off must not close a host for good */
#define NEVER       G_MAXINT64     /* only another call's end makes room */

typedef struct
{
  gint64 opens; /* the monotonic time before which it is left alone */
  guint under_way;
} Host;

/* What the service counts happened between a request's start and its answer. So a request counts
 * from its start until a minute after its answer, however slow the way there is. */
typedef struct
{
  guint per_minute;
  guint under_way;
  GArray *ended; /* (element-type gint64): monotonic times of answers, the oldest first */
} Budget;

struct _DavyGate
{
  GHashTable *hosts;   /* origin → Host */
  GHashTable *budgets; /* key → Budget */
  GQueue urgent;       /* (element-type DavyPass): what a person does, before all that is read */
  GQueue others;       /* (element-type DavyPass) */
  GSource *timer;      /* (nullable) */
};

struct _DavyPass
{
  DavyGate *gate; /* (not owned) */
  Host *host;     /* (not owned): of the gate */
  Budget *budget; /* (not owned) (nullable): of the gate */
  gint64 patience;
  DavyPassTurn turn;
  gpointer data; /* (not owned) */
  gboolean urgent;
  gboolean waiting;
  gboolean under_way;
};

static void gate_let_through (DavyGate *self);

static void
budget_free (gpointer data)
{
  Budget *budget = data;

  g_array_unref (budget->ended);
  g_free (budget);
}

static Host *
get_host (DavyGate *self, const char *origin)
{
  Host *host = g_hash_table_lookup (self->hosts, origin);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      g_hash_table_insert (self->hosts, g_strdup (origin), host);
    }

  return host;
}

static Budget *
get_budget (DavyGate *self, const DavyRequest *request)
{
  guint per_minute;
  const char *key = davy_request_get_budget (request, &per_minute);
  Budget *budget = key != NULL ? g_hash_table_lookup (self->budgets, key) : NULL;

  if (key == NULL)
    return NULL;
  if (budget == NULL)
    {
      budget = g_new0 (Budget, 1);
      budget->ended = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->budgets, g_strdup (key), budget);
    }
  budget->per_minute = per_minute;

  return budget;
}

static gint64
budget_get_wait (Budget *budget, gint64 now)
{
  guint n_over = 0;

  while (n_over < budget->ended->len &&
         g_array_index (budget->ended, gint64, n_over) + DAVY_TIME_MINUTE <= now)
    n_over++;
  if (n_over > 0)
    g_array_remove_range (budget->ended, 0, n_over);

  if (budget->under_way + budget->ended->len < budget->per_minute)
    return 0;
  if (budget->ended->len == 0)
    return NEVER;

  return g_array_index (budget->ended, gint64, 0) + DAVY_TIME_MINUTE - now;
}

/* Returns: microseconds until there may be room; 0 when there is */
static gint64
pass_get_wait (const DavyPass *pass, gint64 now)
{
  if (pass->host->opens > now)
    return pass->host->opens - now;
  if (pass->host->under_way >= MAX_AT_ONCE)
    return NEVER;

  return pass->budget != NULL ? budget_get_wait (pass->budget, now) : 0;
}

static gboolean
pass_is_out_of_patience (const DavyPass *pass, gint64 now)
{
  return pass->host->opens - now > pass->patience;
}

/* Returns: (nullable): the first whose turn it is; otherwise @wait says when to look again */
static DavyPass *
find_next (GQueue *queue, gint64 now, gint64 *wait)
{
  for (GList *l = queue->head; l != NULL; l = l->next)
    {
      DavyPass *pass = l->data;
      gint64 its_wait = pass_get_wait (pass, now);

      if (its_wait == 0 || pass_is_out_of_patience (pass, now))
        return pass;
      *wait = MIN (*wait, its_wait);
    }

  return NULL;
}

static gboolean
timer_cb (gpointer data)
{
  DavyGate *self = data;

  davy_timer_clear (&self->timer);
  gate_let_through (self);

  return G_SOURCE_REMOVE;
}

static void
pass_leave_queue (DavyPass *pass)
{
  g_queue_remove (pass->urgent ? &pass->gate->urgent : &pass->gate->others, pass);
  pass->waiting = FALSE;
}

static void
pass_take_turn (DavyPass *pass, gint64 now)
{
  gboolean open = !pass_is_out_of_patience (pass, now);

  pass_leave_queue (pass);
  if (open)
    {
      pass->under_way = TRUE;
      pass->host->under_way++;
      if (pass->budget != NULL)
        pass->budget->under_way++;
    }
  pass->turn (open, pass->data);
}

/* Whose turn it is may end, free its pass or bring another call, so each time all are looked at. */
static void
gate_let_through (DavyGate *self)
{
  gint64 wait;
  DavyPass *pass;

  do
    {
      gint64 now = davy_time_monotonic ();

      wait = NEVER;
      pass = find_next (&self->urgent, now, &wait);
      if (pass == NULL)
        pass = find_next (&self->others, now, &wait);
      if (pass != NULL)
        pass_take_turn (pass, now);
    }
  while (pass != NULL);

  davy_timer_clear (&self->timer);
  if (wait != NEVER)
    self->timer = davy_timer_start ((guint) (wait / 1000 + 1), timer_cb, self, NULL);
}

/* --- within the room ----------------------------------------------------------------------- */

DavyGate *
davy_gate_new (void)
{
  DavyGate *self = g_new0 (DavyGate, 1);

  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, budget_free);
  g_queue_init (&self->urgent);
  g_queue_init (&self->others);

  return self;
}

/* All passes must be gone. */
void
davy_gate_free (DavyGate *self)
{
  davy_timer_clear (&self->timer);
  g_hash_table_unref (self->hosts);
  g_hash_table_unref (self->budgets);
  g_free (self);
}

/* Asking again too early lengthens the block for everybody: the whole host waits. */
void
davy_gate_close (DavyGate *self, const char *origin, gint64 microseconds)
{
  Host *host = get_host (self, origin);

  host->opens = MAX (host->opens, davy_time_monotonic () + MIN (microseconds, MAX_CLOSED));
}

/* @patience: how long the host may stay closed, in microseconds
 * @turn: called once, after davy_pass_queue(), perhaps before that returns */
DavyPass *
davy_pass_new (DavyGate *gate,
               const char *origin,
               const DavyRequest *request,
               gint64 patience,
               DavyPassTurn turn,
               gpointer data)
{
  DavyPass *self = g_new0 (DavyPass, 1);

  self->gate = gate;
  self->host = get_host (gate, origin);
  self->budget = get_budget (gate, request);
  self->urgent = davy_request_is_changing (request);
  self->patience = patience;
  self->turn = turn;
  self->data = data;

  return self;
}

void
davy_pass_queue (DavyPass *self)
{
  self->waiting = TRUE;
  g_queue_push_tail (self->urgent ? &self->gate->urgent : &self->gate->others, self);
  gate_let_through (self->gate);
}

/* Leaves the queue or the road, whose room is another's then. */
void
davy_pass_free (DavyPass *self)
{
  DavyGate *gate = self->gate;

  if (self->waiting)
    pass_leave_queue (self);
  if (self->under_way)
    {
      gint64 now = davy_time_monotonic ();

      self->host->under_way--;
      if (self->budget != NULL)
        {
          self->budget->under_way--;
          g_array_append_val (self->budget->ended, now);
        }
    }
  g_free (self);
  gate_let_through (gate);
}
