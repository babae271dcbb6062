/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-reader.h"

#include "store/davy-store.h"
#include "ui/common/davy-standing-words.h"

#define READERS "davy-standing-readers" /* of a store: by whom they read about */

struct _DavyStandingReader
{
  GObject parent_instance;

  DavyStore *store;
  char *account_id;
  char *customer_tenant_id;
  GPtrArray *facts;          /* (nullable) (element-type DavyStandingFact) */
  char *content;             /* (nullable): what they say */
  gboolean answered;         /* also when they could not be read */
  GCancellable *cancellable; /* (nullable): of a reading under way */
  gboolean changed;          /* while one was under way */
};

G_DEFINE_FINAL_TYPE (DavyStandingReader, davy_standing_reader, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} DavyStandingReaderSignal;

static guint signals[N_SIGNALS];

static void load (DavyStandingReader *self);

static char *
dup_key (const char *account_id, const char *customer_tenant_id)
{
  g_autofree char *tenant = g_ascii_strdown (customer_tenant_id, -1);

  return g_strconcat (account_id, "\n", tenant, NULL);
}

static char *
dup_content (GPtrArray *facts)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const DavyStandingFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (content, "%s\n%s\n%d\n%s\n%" G_GINT64_FORMAT "\n", fact->key,
                              fact->value != NULL ? fact->value : "", (int) fact->mark,
                              fact->source != NULL ? fact->source : "", fact->fetched_at);
    }

  return g_string_free (content, FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts =
      davy_store_load_standing_finish (DAVY_STORE (source), result, &error);
  g_autofree char *content = NULL;
  DavyStandingReader *self;
  gboolean same;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->cancellable);
  if (facts != NULL)
    {
      g_ptr_array_sort (facts, davy_words_standing_compare);
      content = dup_content (facts);
    }
  same = self->answered && g_strcmp0 (content, self->content) == 0;
  self->answered = TRUE;
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  self->facts = g_steal_pointer (&facts);
  g_free (self->content);
  self->content = g_steal_pointer (&content);
  if (self->changed)
    load (self);
  /* During a refresh the standing of many customers changes, but hardly ever that of this one. */
  if (!same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
load (DavyStandingReader *self)
{
  self->changed = self->cancellable != NULL;
  if (self->changed)
    return;

  self->cancellable = g_cancellable_new ();
  davy_store_load_standing_async (self->store, self->account_id, self->customer_tenant_id,
                                  self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavyStandingReader *self)
{
  if ((tables & DAVY_TABLE_STANDING) != 0)
    load (self);
}

static void
davy_standing_reader_dispose (GObject *object)
{
  DavyStandingReader *self = DAVY_STANDING_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    {
      g_autofree char *key = dup_key (self->account_id, self->customer_tenant_id);

      g_hash_table_remove (g_object_get_data (G_OBJECT (self->store), READERS), key);
    }
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_standing_reader_parent_class)->dispose (object);
}

static void
davy_standing_reader_finalize (GObject *object)
{
  DavyStandingReader *self = DAVY_STANDING_READER (object);

  g_free (self->account_id);
  g_free (self->customer_tenant_id);
  g_free (self->content);
  g_clear_pointer (&self->facts, g_ptr_array_unref);

  G_OBJECT_CLASS (davy_standing_reader_parent_class)->finalize (object);
}

static void
davy_standing_reader_class_init (DavyStandingReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_standing_reader_dispose;
  object_class->finalize = davy_standing_reader_finalize;

  /**
   * DavyStandingReader::changed:
   *
   * The facts are others, or can not be read any more.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_standing_reader_init (DavyStandingReader *self)
{
}

/**
 * davy_standing_reader_share:
 * @store: the store to read
 * @account_id: which of our accounts
 * @customer_tenant_id: which customer
 *
 * Returns: (transfer full): who reads about this customer: the same as long as anybody holds it
 */
DavyStandingReader *
davy_standing_reader_share (DavyStore *store,
                            const char *account_id,
                            const char *customer_tenant_id)
{
  g_autofree char *key = dup_key (account_id, customer_tenant_id);
  GHashTable *readers = g_object_get_data (G_OBJECT (store), READERS);
  DavyStandingReader *self;

  if (readers == NULL)
    {
      readers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (store), READERS, readers,
                              (GDestroyNotify) g_hash_table_unref);
    }
  self = g_hash_table_lookup (readers, key);
  if (self != NULL)
    return g_object_ref (self);

  self = g_object_new (DAVY_TYPE_STANDING_READER, NULL);
  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);
  self->customer_tenant_id = g_strdup (customer_tenant_id);
  g_hash_table_insert (readers, g_steal_pointer (&key), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  load (self);

  return self;
}

/**
 * davy_standing_reader_has_answer:
 * @self: a reader
 *
 * Returns: whether the store has answered
 */
gboolean
davy_standing_reader_has_answer (DavyStandingReader *self)
{
  g_return_val_if_fail (DAVY_IS_STANDING_READER (self), FALSE);

  return self->answered;
}

/**
 * davy_standing_reader_get_facts:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable) (element-type DavyStandingFact): what is known, in the order
 *   to show it; %NULL when it is not read, or could not be
 */
const GPtrArray *
davy_standing_reader_get_facts (DavyStandingReader *self)
{
  g_return_val_if_fail (DAVY_IS_STANDING_READER (self), NULL);

  return self->facts;
}

/**
 * davy_standing_reader_find:
 * @self: a reader
 * @key: such as %DAVY_STANDING_BUDGET
 *
 * Returns: (transfer none) (nullable): that fact, when it is known
 */
const DavyStandingFact *
davy_standing_reader_find (DavyStandingReader *self, const char *key)
{
  g_return_val_if_fail (DAVY_IS_STANDING_READER (self), NULL);

  for (guint i = 0; self->facts != NULL && i < self->facts->len; i++)
    {
      const DavyStandingFact *fact = g_ptr_array_index (self->facts, i);

      if (g_str_equal (fact->key, key))
        return fact;
    }

  return NULL;
}
