/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-list.h"

#include "store/davy-store-private.h"

/* A list of any number of rows: it holds their ids, sorted by SQL on the reader's thread, and
 * reads the records of one page at a time when the view asks for them. When the database changes,
 * the rows are read anew and only the difference is told, a few milliseconds' worth at a time.
 *
 * While a difference is being told the list is the new rows above a seam and the old rows below
 * it; so nothing is copied, however long the list is. */

#define PAGE_ROWS 50
/* Some screenfuls above and below what is seen. */
#define MAX_PAGES 32
/* How long the view is told about changes before a frame may be drawn in between. */
#define SLICE (6 * DAVY_TIME_SECOND / 1000)
/* A view makes a widget for each of some two hundred rows around what is seen: of a longer
 * difference it hears so much at a time that it can make them between two frames. */
#define FEW_ROWS  40
#define NEAR_ROWS 200

typedef struct
{
  GObject *item;
  gint64 revision;
} CachedItem;

/* One reading of the rows, on its way to the reader's thread and back. */
typedef struct
{
  const DavyRowListKind *kind;
  gpointer query;   /* (owned) by the list, which does not change it while this is under way */
  GArray *old_rows; /* (owned) */
  GArray *new_rows; /* (owned) */
  GArray *spans;    /* (owned) */
  DavyTime now;
  guint number;
} Reading;

struct _DavyRowList
{
  GObject parent_instance;

  DavyStore *store;
  const DavyRowListKind *kind;
  GCancellable *cancellable;
  gpointer query;
  gpointer next_query; /* takes the place of @query once nothing is under way */

  GArray *rows;     /* DavyRowKey: what is shown; below the seam only */
  GArray *incoming; /* (nullable) DavyRowKey: what is shown above the seam */
  GArray *spans;    /* (nullable) DavyRowSpan: what is to be told */
  guint next_span;
  guint old_seam;
  guint new_seam;
  guint incoming_number;
  guint apply_id;
  GSource *timer; /* (nullable): until it is read anew though the database has not changed */

  GHashTable *items; /* row id → CachedItem */
  GQueue pages;      /* GArray of row ids, newest first */

  guint number;
  gboolean reading;
  gboolean stale;
  gboolean loading;
  gboolean shown; /* rows, or that there are none: since the first reading */
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_NUMBER,
  PROP_LAST = PROP_NUMBER,
} RowListProperty;

static GParamSpec *props[PROP_LAST + 1];

static void start_reading (DavyRowList *self);

static void
cached_item_free (gpointer data)
{
  CachedItem *cached = data;

  g_object_unref (cached->item);
  g_free (cached);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_array_unref (reading->old_rows);
  g_array_unref (reading->new_rows);
  g_clear_pointer (&reading->spans, g_array_unref);
  g_free (reading);
}

static gboolean
read_rows (DavyDb *db, gpointer data, GError **error)
{
  Reading *reading = data;

  if (!reading->kind->query (db, reading->query, reading->now, reading->new_rows, error))
    return FALSE;
  reading->number = reading->new_rows->len;
  if (reading->kind->count != NULL && !reading->kind->count (db, &reading->number, error))
    return FALSE;
  reading->spans = davy_row_diff (reading->old_rows, reading->new_rows);

  return TRUE;
}

static guint
count_rows (DavyRowList *self)
{
  return self->new_seam + self->rows->len - self->old_seam;
}

static const DavyRowKey *
get_key (DavyRowList *self, guint position)
{
  if (position < self->new_seam)
    return &g_array_index (self->incoming, DavyRowKey, position);

  return &g_array_index (self->rows, DavyRowKey, position - self->new_seam + self->old_seam);
}

static void
drop_oldest_page (DavyRowList *self)
{
  g_autoptr (GArray) page = g_queue_pop_tail (&self->pages);

  for (guint i = 0; i < page->len; i++)
    g_hash_table_remove (self->items, &g_array_index (page, gint64, i));
}

static void
drop_pages (DavyRowList *self)
{
  while (!g_queue_is_empty (&self->pages))
    drop_oldest_page (self);
}

static gboolean
is_cached (DavyRowList *self, const DavyRowKey *key)
{
  const CachedItem *cached = g_hash_table_lookup (self->items, &key->id);

  return cached != NULL && cached->revision == key->revision;
}

/* @db: (nullable): the store is closed */
static void
load_item (DavyRowList *self, DavyDb *db, const DavyRowKey *key)
{
  g_autoptr (GError) error = NULL;
  gpointer item = db != NULL ? self->kind->load (db, key->id, &error) : NULL;
  CachedItem *cached;
  gint64 *id;

  if (item == NULL)
    {
      if (error != NULL)
        g_warning ("A row cannot be read: %s", error->message);
      item = g_object_new (self->kind->item_type (), NULL);
    }

  cached = g_new (CachedItem, 1);
  cached->item = item;
  cached->revision = key->revision;
  id = g_new (gint64, 1);
  *id = key->id;
  g_hash_table_replace (self->items, id, cached);
}

/* Reads what is missing of the page around @position. In a transaction of its own each row would
 * take the locks anew and, after every write, the database's pages. */
static void
load_page (DavyRowList *self, guint position)
{
  DavyDb *db = davy_store_get_page_db (self->store);
  guint from = position - position % PAGE_ROWS;
  guint to = MIN (from + PAGE_ROWS, count_rows (self));
  GArray *page = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* Before, not after: the oldest page may name a row that is now read anew. */
  if (g_queue_get_length (&self->pages) == MAX_PAGES)
    drop_oldest_page (self);

  if (db != NULL)
    davy_db_execute (db, "BEGIN", NULL);
  for (guint i = from; i < to; i++)
    {
      const DavyRowKey *key = get_key (self, i);

      if (!is_cached (self, key))
        {
          load_item (self, db, key);
          g_array_append_val (page, key->id);
        }
    }
  if (db != NULL)
    davy_db_execute (db, "COMMIT", NULL);
  g_queue_push_head (&self->pages, page);
}

static GType
row_list_get_item_type (GListModel *model)
{
  return DAVY_ROW_LIST (model)->kind->item_type ();
}

static guint
row_list_get_n_items (GListModel *model)
{
  return count_rows (DAVY_ROW_LIST (model));
}

static gpointer
row_list_get_item (GListModel *model, guint position)
{
  DavyRowList *self = DAVY_ROW_LIST (model);
  const DavyRowKey *key;
  const CachedItem *cached;

  if (position >= count_rows (self))
    return NULL;

  key = get_key (self, position);
  if (!is_cached (self, key))
    load_page (self, position);
  cached = g_hash_table_lookup (self->items, &key->id);

  return g_object_ref (cached->item);
}

static void
row_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = row_list_get_item_type;
  iface->get_n_items = row_list_get_n_items;
  iface->get_item = row_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyRowList,
                               davy_row_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, row_list_iface_init))

static void
set_loading (DavyRowList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
set_number (DavyRowList *self, guint number)
{
  if (self->number == number)
    return;
  self->number = number;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NUMBER]);
}

static void
tell (DavyRowList *self, guint removed, guint added)
{
  guint position = self->new_seam;

  self->old_seam += removed;
  self->new_seam += added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* A view's selection reads all that takes the place of what it held: of many rows most are told as
 * new, after what is gone. What comes first is told whole: the view waits for it with its first
 * frame, and after half of it would begin with other things. Returns whether the whole of @span has
 * been told. */
static gboolean
apply_part (DavyRowList *self, const DavyRowSpan *span)
{
  guint removed, added;

  self->old_seam = MAX (self->old_seam, span->old_position);
  self->new_seam = MAX (self->new_seam, span->new_position);
  removed = span->old_position + span->removed - self->old_seam;
  added = span->new_position + span->added - self->new_seam;

  if (self->shown && MAX (span->removed - removed, span->added - added) < NEAR_ROWS)
    tell (self, MIN (removed, FEW_ROWS), MIN (added, FEW_ROWS));
  else
    tell (self, removed, removed > 0 ? MIN (added, FEW_ROWS) : added);

  return self->old_seam == span->old_position + span->removed &&
         self->new_seam == span->new_position + span->added;
}

static void
finish_applying (DavyRowList *self)
{
  g_array_unref (self->rows);
  self->rows = g_steal_pointer (&self->incoming);
  g_clear_pointer (&self->spans, g_array_unref);
  self->old_seam = 0;
  self->new_seam = 0;
  self->reading = FALSE;
  self->shown = TRUE;
  set_number (self, self->incoming_number);

  if (self->stale)
    start_reading (self);
  else
    set_loading (self, FALSE);
}

/* Returns whether there is more to tell. */
static gboolean
apply_slice (DavyRowList *self)
{
  g_autoptr (DavyRowList) alive = g_object_ref (self);
  gint64 begun = davy_time_monotonic ();

  while (self->spans != NULL && self->next_span < self->spans->len)
    {
      if (apply_part (self, &g_array_index (self->spans, DavyRowSpan, self->next_span)))
        self->next_span++;
      if (davy_time_monotonic () - begun > SLICE && self->next_span < self->spans->len)
        return TRUE;
    }
  if (self->spans != NULL)
    finish_applying (self);

  return FALSE;
}

static gboolean
apply_slice_cb (gpointer user_data)
{
  DavyRowList *self = user_data;

  if (apply_slice (self))
    return G_SOURCE_CONTINUE;

  self->apply_id = 0;
  return G_SOURCE_REMOVE;
}

static void
rows_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyRowList) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      self->reading = FALSE;
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("A list cannot be read: %s", error->message);
      set_loading (self, FALSE);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  reading = davy_store_result_get_data (result);
  self->incoming = g_array_ref (reading->new_rows);
  self->spans = g_steal_pointer (&reading->spans);
  self->next_span = 0;
  self->incoming_number = reading->number;
  if (apply_slice (self))
    self->apply_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, apply_slice_cb, self, NULL);
}

/* Reads the rows anew; once more after what is under way, if something is. */
static void
refresh (DavyRowList *self)
{
  if (self->query == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->reading)
    self->stale = TRUE;
  else
    start_reading (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  refresh (user_data);

  return G_SOURCE_REMOVE;
}

static void
start_reading (DavyRowList *self)
{
  Reading *reading;
  guint interval;

  self->stale = FALSE;
  if (self->next_query != NULL)
    {
      self->kind->free_query (self->query);
      self->query = g_steal_pointer (&self->next_query);
    }

  davy_timer_clear (&self->timer);
  interval = self->kind->get_interval != NULL ? self->kind->get_interval (self->query) : 0;
  if (interval != 0)
    self->timer = davy_timer_start (interval, refresh_cb, self, NULL);

  reading = g_new0 (Reading, 1);
  reading->kind = self->kind;
  reading->query = self->query;
  reading->now = davy_time_now ();
  reading->old_rows = g_array_ref (self->rows);
  reading->new_rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  self->reading = TRUE;
  davy_store_read_async (self->store, read_rows, reading, reading_free, self->cancellable,
                         rows_read_cb, g_object_ref (self));
}

static void
store_changed_cb (DavyRowList *self, guint tables)
{
  if ((tables & self->kind->tables) != 0)
    refresh (self);
}

static void
davy_row_list_dispose (GObject *object)
{
  DavyRowList *self = DAVY_ROW_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->apply_id, g_source_remove);
  davy_timer_clear (&self->timer);

  G_OBJECT_CLASS (davy_row_list_parent_class)->dispose (object);
}

static void
davy_row_list_finalize (GObject *object)
{
  DavyRowList *self = DAVY_ROW_LIST (object);

  drop_pages (self);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->incoming, g_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->query, self->kind->free_query);
  g_clear_pointer (&self->next_query, self->kind->free_query);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_row_list_parent_class)->finalize (object);
}

static void
davy_row_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyRowList *self = DAVY_ROW_LIST (object);

  switch ((RowListProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_row_list_class_init (DavyRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_row_list_dispose;
  object_class->finalize = davy_row_list_finalize;
  object_class->get_property = davy_row_list_get_property;

  /* Whether what was last asked for has not been shown yet. */
  props[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /* The number that goes with the rows. */
  props[PROP_NUMBER] =
      g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_row_list_init (DavyRowList *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (DavyRowKey));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, cached_item_free);
  g_queue_init (&self->pages);
}

/*< private >
 * davy_row_list_new:
 * @store: where the rows are
 * @kind: what they are
 *
 * Returns: (transfer full): an empty list that waits for its first query
 */
DavyRowList *
davy_row_list_new (DavyStore *store, const DavyRowListKind *kind)
{
  DavyRowList *self = g_object_new (DAVY_TYPE_ROW_LIST, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/*< private >
 * davy_row_list_set_query:
 * @self: a list
 * @query: (transfer full): what to show from now on
 *
 * Rows that both queries show stay, so that what was selected stays selected.
 */
void
davy_row_list_set_query (DavyRowList *self, gpointer query)
{
  g_clear_pointer (&self->next_query, self->kind->free_query);
  if (self->query == NULL)
    self->query = query;
  else
    self->next_query = query;
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * davy_row_list_is_loading:
 * @self: a list
 *
 * Returns: whether what was asked for last has not been shown yet
 */
gboolean
davy_row_list_is_loading (DavyRowList *self)
{
  return self->loading;
}

/**
 * davy_row_list_get_number:
 * @self: a list
 *
 * Returns: the number that goes with its rows
 */
guint
davy_row_list_get_number (DavyRowList *self)
{
  return self->number;
}

/**
 * davy_row_list_get_position:
 * @self: a list
 * @row: a row's id
 *
 * Returns: where it stands, %G_MAXUINT (GTK's invalid position) when it is not shown
 */
guint
davy_row_list_get_position (DavyRowList *self, gint64 row)
{
  for (guint i = 0; i < count_rows (self); i++)
    if (get_key (self, i)->id == row)
      return i;

  return G_MAXUINT;
}
