/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-schema.h"

#include "core/davy-error.h"

/* The tables and how they came to be. `PRAGMA user_version` counts the migrations that a file has
 * been through; a migration that was once released is never changed, the next one is added below
 * it. */

/* Ids of alerts, tenants and subscriptions are GUIDs whose case the services do not keep
 * (`wire-contract.md` 2.0 and 5), hence NOCASE. AUTOINCREMENT gives the row of what was wiped to
 * nothing else: a page may still be open on it. What a list shows and sorts by stands in narrow
 * tables; bulky texts stand apart, so that scanning a list reads few pages. `revision` grows
 * whenever something that a list shows changes. */
static const char *const create_fetched =
    "CREATE TABLE customers ("
    " id INTEGER PRIMARY KEY,"
    " account_id TEXT NOT NULL,"
    " tenant_id TEXT NOT NULL COLLATE NOCASE,"
    " name TEXT, domain TEXT, country TEXT, reseller_name TEXT,"
    " UNIQUE (account_id, tenant_id));"

    "CREATE TABLE subscriptions ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account_id TEXT NOT NULL,"
    " azure_id TEXT NOT NULL COLLATE NOCASE,"
    " plan_id TEXT COLLATE NOCASE,"
    " customer_tenant_id TEXT COLLATE NOCASE,"
    " customer_name TEXT, reseller_name TEXT, name TEXT,"
    " kind INTEGER NOT NULL, state INTEGER NOT NULL, state_text TEXT,"
    " open_alerts INTEGER NOT NULL DEFAULT 0,"
    " usage_state INTEGER NOT NULL DEFAULT 0, usage_fetched_at INTEGER NOT NULL DEFAULT 0,"
    " month_amount REAL, currency TEXT, basis INTEGER NOT NULL DEFAULT 0,"
    " change REAL, excess REAL, spark BLOB, incomplete_prices INTEGER NOT NULL DEFAULT 0,"
    " customer_fold TEXT NOT NULL DEFAULT '', name_fold TEXT NOT NULL DEFAULT '',"
    " pass INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,"
    " revision INTEGER NOT NULL DEFAULT 1,"
    " UNIQUE (account_id, azure_id));"
    "CREATE INDEX subscriptions_customer ON subscriptions (account_id, customer_tenant_id);"

    "CREATE TABLE alerts ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account_id TEXT NOT NULL,"
    " event_id TEXT NOT NULL COLLATE NOCASE,"
    " type TEXT, title TEXT,"
    " severity INTEGER NOT NULL, severity_text TEXT, confidence_text TEXT,"
    " status INTEGER NOT NULL, status_text TEXT,"
    " reason INTEGER NOT NULL, reason_text TEXT,"
    " created INTEGER NOT NULL, first_observed INTEGER NOT NULL, last_observed INTEGER NOT NULL,"
    " resolved_on INTEGER NOT NULL, resolved_by TEXT,"
    " taken_by TEXT, taken_at INTEGER NOT NULL,"
    " customer_tenant_id TEXT COLLATE NOCASE, customer_name TEXT, azure_id TEXT COLLATE NOCASE,"
    " subscription_name TEXT, subscription_row INTEGER NOT NULL DEFAULT 0, reseller_name TEXT,"
    " resource_count INTEGER NOT NULL, is_test INTEGER NOT NULL,"
    " daily_cost REAL, cost_currency TEXT, cost_basis INTEGER NOT NULL DEFAULT 0,"
    " cost_source INTEGER NOT NULL DEFAULT 0,"
    " customer_fold TEXT NOT NULL DEFAULT '',"
    " told_at INTEGER NOT NULL DEFAULT 0,"
    " pass INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,"
    " revision INTEGER NOT NULL DEFAULT 1,"
    " UNIQUE (account_id, event_id));"
    "CREATE INDEX alerts_subscription ON alerts (account_id, azure_id);"
    "CREATE INDEX alerts_subscription_row ON alerts (subscription_row);"
    "CREATE INDEX alerts_customer ON alerts (account_id, customer_tenant_id);"

    "CREATE TABLE alert_bodies ("
    " alert_row INTEGER PRIMARY KEY REFERENCES alerts (id) ON DELETE CASCADE,"
    " digest TEXT NOT NULL, description TEXT, raw TEXT, search TEXT NOT NULL);"
    "CREATE TABLE alert_resources ("
    " alert_row INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,"
    " position INTEGER NOT NULL, azure_id TEXT NOT NULL, type TEXT,"
    " PRIMARY KEY (alert_row, position)) WITHOUT ROWID;"
    "CREATE TABLE alert_details ("
    " alert_row INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,"
    " position INTEGER NOT NULL, key TEXT NOT NULL, value TEXT,"
    " PRIMARY KEY (alert_row, position)) WITHOUT ROWID;"
    "CREATE TABLE alert_activity ("
    " alert_row INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,"
    " position INTEGER NOT NULL, status_from TEXT, status_to TEXT, updated_by TEXT,"
    " time INTEGER NOT NULL,"
    " PRIMARY KEY (alert_row, position)) WITHOUT ROWID;"
    "CREATE TABLE subscription_search ("
    " subscription_row INTEGER PRIMARY KEY REFERENCES subscriptions (id) ON DELETE CASCADE,"
    " search TEXT NOT NULL);"

    "CREATE TABLE usage ("
    " subscription_row INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,"
    " day INTEGER NOT NULL, service TEXT NOT NULL,"
    " account_id TEXT NOT NULL,"
    " amount REAL, unpriced INTEGER NOT NULL, quantity REAL, unit TEXT,"
    " currency TEXT, basis INTEGER NOT NULL,"
    " PRIMARY KEY (subscription_row, day, service)) WITHOUT ROWID;"

    "CREATE TABLE standing ("
    " account_id TEXT NOT NULL, customer_tenant_id TEXT NOT NULL COLLATE NOCASE,"
    " key TEXT NOT NULL, value TEXT, mark INTEGER NOT NULL, source TEXT,"
    " fetched_at INTEGER NOT NULL,"
    " PRIMARY KEY (account_id, customer_tenant_id, key)) WITHOUT ROWID;"

    "CREATE TABLE state ("
    " account_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (account_id, key)) WITHOUT ROWID;";

/* A case names its alerts by their event ids, not by rows: it outlives what was fetched. */
static const char *const create_cases =
    "CREATE TABLE cases ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key TEXT NOT NULL UNIQUE,"
    " account_id TEXT NOT NULL,"
    " azure_id TEXT NOT NULL COLLATE NOCASE,"
    " customer_tenant_id TEXT COLLATE NOCASE,"
    " step TEXT NOT NULL,"
    " opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL DEFAULT 0,"
    " entries INTEGER NOT NULL DEFAULT 0, head TEXT NOT NULL DEFAULT '');"
    "CREATE UNIQUE INDEX cases_open ON cases (account_id, azure_id) WHERE closed_at = 0;"
    "CREATE TABLE case_alerts ("
    " case_row INTEGER NOT NULL REFERENCES cases (id),"
    " position INTEGER NOT NULL, event_id TEXT NOT NULL COLLATE NOCASE,"
    " PRIMARY KEY (case_row, event_id)) WITHOUT ROWID;"
    "CREATE TABLE case_drafts ("
    " case_row INTEGER NOT NULL REFERENCES cases (id),"
    " step TEXT NOT NULL, facts TEXT NOT NULL,"
    " PRIMARY KEY (case_row, step)) WITHOUT ROWID;"
    "CREATE TABLE case_entries ("
    " case_row INTEGER NOT NULL REFERENCES cases (id),"
    " account_id TEXT NOT NULL,"
    " position INTEGER NOT NULL, kind TEXT NOT NULL, step TEXT, who TEXT,"
    " time INTEGER NOT NULL, clock_offset INTEGER NOT NULL,"
    " note TEXT, facts TEXT, refers INTEGER NOT NULL,"
    " previous TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (case_row, position)) WITHOUT ROWID;"
    "CREATE TRIGGER case_entries_stay BEFORE UPDATE ON case_entries BEGIN"
    " SELECT RAISE (ABORT, 'the journal of a case is append-only'); END;"
    "CREATE TRIGGER case_entries_remain BEFORE DELETE ON case_entries BEGIN"
    " SELECT RAISE (ABORT, 'the journal of a case is append-only'); END;"
    "CREATE TRIGGER cases_remain BEFORE DELETE ON cases BEGIN"
    " SELECT RAISE (ABORT, 'a case is never deleted'); END;";

static gboolean
migrate_to_1 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, create_fetched, error) && davy_db_execute (db, create_cases, error);
}

/* Usage by more than the service, each amount with its currency and basis in the key, so that two
 * of them have no place to be added in. `micros` is NULL for a quantity that has no price. */
static const char *const part_usage =
    "ALTER TABLE usage RENAME TO usage_by_service;"
    "CREATE TABLE usage ("
    " subscription_row INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,"
    " dimension INTEGER NOT NULL, day INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE,"
    " currency TEXT NOT NULL, basis INTEGER NOT NULL,"
    " account_id TEXT NOT NULL,"
    " micros INTEGER, quantity REAL, unit TEXT,"
    " PRIMARY KEY (subscription_row, dimension, day, name, currency, basis)) WITHOUT ROWID;"
    "INSERT INTO usage SELECT subscription_row, 0, day, service, currency, basis, account_id,"
    " CAST (round (amount * 1000000) AS INTEGER), quantity, unit FROM usage_by_service"
    " WHERE amount IS NOT NULL AND currency IS NOT NULL"
    " ON CONFLICT DO UPDATE SET micros = micros + excluded.micros;"
    "INSERT INTO usage SELECT subscription_row, 0, day, service, '', basis, account_id, NULL,"
    " CASE WHEN amount IS NULL THEN quantity END, unit FROM usage_by_service"
    " WHERE unpriced <> 0 OR amount IS NULL OR currency IS NULL ON CONFLICT DO NOTHING;"
    "DROP TABLE usage_by_service;"
    "CREATE TABLE usage_totals ("
    " subscription_row INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,"
    " name TEXT NOT NULL COLLATE NOCASE, currency TEXT NOT NULL, basis INTEGER NOT NULL,"
    " account_id TEXT NOT NULL,"
    " day INTEGER NOT NULL, base INTEGER NOT NULL, micros INTEGER NOT NULL,"
    " PRIMARY KEY (subscription_row, name, currency, basis)) WITHOUT ROWID;";

static const char *const create_list_prices =
    "CREATE TABLE list_prices ("
    " size TEXT NOT NULL COLLATE NOCASE, region TEXT NOT NULL COLLATE NOCASE,"
    " currency TEXT NOT NULL, kind INTEGER NOT NULL,"
    " micros INTEGER NOT NULL, price_currency TEXT NOT NULL, fetched_at INTEGER NOT NULL,"
    " PRIMARY KEY (size, region, currency, kind)) WITHOUT ROWID;";

/* What the people who are signed in may do for a customer (davy-access.h). */
static const char *const create_access =
    "CREATE TABLE access ("
    " account_id TEXT NOT NULL, customer_tenant_id TEXT NOT NULL COLLATE NOCASE,"
    " see INTEGER NOT NULL, stop INTEGER NOT NULL, cancel INTEGER NOT NULL,"
    " see_reasons INTEGER NOT NULL, stop_reasons INTEGER NOT NULL,"
    " cancel_reasons INTEGER NOT NULL,"
    " ready INTEGER NOT NULL, checked_at INTEGER NOT NULL,"
    " PRIMARY KEY (account_id, customer_tenant_id)) WITHOUT ROWID;";

/* The ids of one service are not those of the other (`wire-contract.md` 2.4). */
static const char *const name_services =
    "ALTER TABLE alerts ADD COLUMN service TEXT NOT NULL DEFAULT 'partner-center';";

/* An Azure id or a tenant is hardly ever another account's too: half the size finds them as well,
 * and what comes in writes half as much. */
static const char *const shorten_indexes =
    "DROP INDEX alerts_subscription;"
    "CREATE INDEX alerts_subscription ON alerts (azure_id);"
    "DROP INDEX alerts_customer;"
    "CREATE INDEX alerts_customer ON alerts (customer_tenant_id);";

static gboolean
migrate_to_2 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, part_usage, error) &&
         davy_db_execute (db, create_list_prices, error) &&
         davy_db_execute (db, shorten_indexes, error) &&
         davy_db_execute (db, create_access, error) && davy_db_execute (db, name_services, error);
}

/* What is kept of an incident, in pieces: a row that is not stored yet is wanted. */
static const char *const create_evidence =
    "CREATE TABLE evidence ("
    " id INTEGER PRIMARY KEY,"
    " case_row INTEGER NOT NULL REFERENCES cases (id),"
    " part TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE,"
    " stored_at INTEGER NOT NULL DEFAULT 0, content BLOB NOT NULL DEFAULT x'',"
    " UNIQUE (case_row, part, name));"
    "CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence WHEN OLD.stored_at <> 0 BEGIN"
    " SELECT RAISE (ABORT, 'evidence is never changed'); END;"
    "CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence BEGIN"
    " SELECT RAISE (ABORT, 'evidence is never deleted'); END;";

static gboolean
migrate_to_3 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, create_evidence, error);
}

/* What an alert of ours is about (davy-own-alerts.c); few subscriptions have one. */
static const char *const create_episodes =
    "CREATE TABLE episodes ("
    " alert_row INTEGER PRIMARY KEY REFERENCES alerts (id) ON DELETE CASCADE,"
    " onset INTEGER NOT NULL, last_day INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " onset_value REAL, onset_low REAL, onset_high REAL,"
    " days INTEGER NOT NULL, total REAL, expected REAL, excess REAL, worst REAL NOT NULL,"
    " state INTEGER NOT NULL, currency TEXT NOT NULL, basis INTEGER NOT NULL,"
    " told REAL NOT NULL, answer INTEGER NOT NULL, who TEXT, changed_at INTEGER NOT NULL);"
    "CREATE INDEX alerts_own ON alerts (subscription_row) WHERE service = 'davylamp';";

static gboolean
migrate_to_4 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, create_episodes, error);
}

/* Whether the use is still too much, whatever was said of it. */
static const char *const follow_episodes =
    "ALTER TABLE episodes ADD COLUMN running INTEGER NOT NULL DEFAULT 0;"
    "UPDATE episodes SET running = state IN (0, 1);";

static gboolean
migrate_to_5 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, follow_episodes, error);
}

/* What the desktop was told of (davy-notice-table.c). A row may outlive its alert for a moment:
 * what stands on the desktop is still to be withdrawn. What is open when the program learns to tell
 * is known to whoever used it so far. */
static const char *const create_notices =
    "CREATE TABLE notices ("
    " alert_row INTEGER PRIMARY KEY,"
    " told INTEGER NOT NULL, form INTEGER NOT NULL DEFAULT 0,"
    " again_at INTEGER NOT NULL DEFAULT 0,"
    " seen INTEGER NOT NULL DEFAULT 0, reminded INTEGER NOT NULL DEFAULT 0);"
    "INSERT INTO notices (alert_row, told) SELECT id, created FROM alerts WHERE status <> 3;";

static gboolean
migrate_to_6 (DavyDb *db, GError **error)
{
  return davy_db_execute (db, create_notices, error);
}

typedef gboolean (*Migration) (DavyDb *db, GError **error);

static const Migration migrations[] = { migrate_to_1, migrate_to_2, migrate_to_3,
                                        migrate_to_4, migrate_to_5, migrate_to_6 };
G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == DAVY_SCHEMA_VERSION);

static gboolean
migrate (DavyDb *db, gsize version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", DAVY_SCHEMA_VERSION);

  if (!davy_db_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (gsize i = version; i < G_N_ELEMENTS (migrations); i++)
    if (!migrations[i](db, error))
      {
        davy_db_execute (db, "ROLLBACK", NULL);
        return FALSE;
      }

  if (!davy_db_execute (db, set_version, error) || !davy_db_execute (db, "COMMIT", error))
    {
      davy_db_execute (db, "ROLLBACK", NULL);
      return FALSE;
    }

  return TRUE;
}

/**
 * davy_schema_read_version:
 * @db: any connection
 * @version: (out): of its tables; 0 for a new file, %DAVY_SCHEMA_VERSION for one that is up to date
 * @error: where to report %DAVY_ERROR_STORE
 *
 * A file of a newer program is refused with the fault's reason `newer`.
 *
 * Returns: whether this program knows such tables
 */
gboolean
davy_schema_read_version (DavyDb *db, gint64 *version, GError **error)
{
  const DavyFault newer = { .reason = (char *) "newer" };

  if (!davy_db_read_integer (db, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version >= 0 && *version <= DAVY_SCHEMA_VERSION)
    return TRUE;

  g_propagate_error (
      error, davy_error_new_fault (
                 DAVY_ERROR_STORE, &newer,
                 "The database was written by a newer version of this program (its format is %d, "
                 "this program knows %d)",
                 (int) *version, DAVY_SCHEMA_VERSION));

  return FALSE;
}

/**
 * davy_schema_prepare:
 * @db: a connection that may write
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Brings a file, or a new one, to the tables that this program knows. A file of a newer program is
 * refused with the fault's reason `newer` and stays as it is.
 *
 * Returns: whether the tables are there
 */
gboolean
davy_schema_prepare (DavyDb *db, GError **error)
{
  gint64 version;

  if (!davy_schema_read_version (db, &version, error))
    return FALSE;

  /* Alerts are bulky: five to a page of this size, one to the usual. */
  if (version == 0 && !davy_db_execute (db, "PRAGMA page_size = 16384", error))
    return FALSE;
  if (!davy_db_execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error))
    return FALSE;

  return version == DAVY_SCHEMA_VERSION || migrate (db, (gsize) version, error);
}
