/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "emulator/davy-emulator.h"
#include "emulator/emulator-clock.h"
#include "emulator/emulator-secrets.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

#define DAVY_STATUS_THROTTLED 429 /* libsoup has no name for it */

/* Which of the imitated services a path belongs to: each words its errors in its own way. */
typedef enum
{
  DAVY_PREFIX_NONE,
  DAVY_PREFIX_LOGIN,
  DAVY_PREFIX_PARTNER,
  DAVY_PREFIX_GRAPH,
  DAVY_PREFIX_RESOURCE_MANAGER,
  DAVY_PREFIX_PRICES,
  DAVY_PREFIX_CONTROL, /* /_emulator */
} DavyPrefix;

typedef enum
{
  DAVY_ANSWER_PLAIN = 0,
  DAVY_ANSWER_BOM = 1 << 0,         /* a byte order mark before the JSON */
  DAVY_ANSWER_MOVED_PAGES = 1 << 1, /* something new came in between two pages */
  DAVY_ANSWER_GZIP = 1 << 2,        /* compressed, when the request allows it */
  DAVY_ANSWER_COUNTED = 1 << 3,     /* one of those that are throttled */
  DAVY_ANSWER_PAGE = 1 << 4,        /* for a browser, which has no token */
} DavyAnswerFlags;

/**
 * DavyExchangeHost:
 * @emulator: who is asked
 * @scenario: what it serves
 * @clock: what time it is there
 * @secrets: the codes and tokens it gave out
 *
 * What an exchange needs of the emulator, which keeps it alive.
 */
typedef struct
{
  DavyEmulator *emulator;
  DavyScenario *scenario;
  const DavyEmulatorClock *clock;
  DavySecrets *secrets;
} DavyExchangeHost;

/**
 * DavyExchange:
 *
 * One request and the answer to it, which is put together first and sent at the end, so that a
 * fault can still spoil it.
 */
typedef struct
{
  DavyEmulator *emulator;
  DavyScenario *scenario;
  const DavyEmulatorClock *clock;
  DavySecrets *secrets;
  SoupServerMessage *message;
  DavyPrefix prefix;
  const char *method;
  const char *path;
  GHashTable *query;  /* (nullable) */
  char *arguments[4]; /* what stood for each {} of the route */
  JsonNode *json;     /* (nullable): the body, once it was asked for */

  const DavyDemoUser *user; /* whom the bearer token stands for */
  DavyBearerClaims token;   /* what it says */

  guint status;
  char *content_type;
  GBytes *body; /* (nullable) */
  DavyAnswerFlags flags;
} DavyExchange;

DavyExchange *davy_exchange_new (const DavyExchangeHost *host,
                                 SoupServerMessage *message,
                                 const char *path,
                                 GHashTable *query);
void davy_exchange_free (DavyExchange *self);

DavyTime davy_exchange_now (DavyExchange *self);
const char *davy_exchange_get_query (DavyExchange *self, const char *name);
const char *davy_exchange_get_header (DavyExchange *self, const char *name);
char *davy_exchange_dup_text (DavyExchange *self);
GHashTable *davy_exchange_parse_form (DavyExchange *self);
JsonNode *davy_exchange_get_json (DavyExchange *self);
gboolean davy_exchange_get_range (DavyExchange *self, guint total, guint *first, guint *end);

void davy_exchange_set_header (DavyExchange *self, const char *name, const char *value);
gboolean davy_exchange_has_answer_header (DavyExchange *self, const char *name);
void davy_exchange_answer_text (DavyExchange *self, guint status, const char *type, char *text);
void davy_exchange_answer_node (DavyExchange *self, guint status, JsonNode *node);
void davy_exchange_answer_object (DavyExchange *self, guint status, JsonObject *object);
void davy_exchange_answer_array (DavyExchange *self, guint status, JsonArray *array);
void davy_exchange_answer_items (DavyExchange *self, JsonArray *items);
void davy_exchange_answer_empty (DavyExchange *self, guint status);
void davy_exchange_redirect (DavyExchange *self, const char *uri);

void davy_exchange_refuse (DavyExchange *self, guint status, const char *code, const char *text);
void davy_exchange_refuse_token (DavyExchange *self);
void davy_exchange_refuse_claims (DavyExchange *self, const char *claims);
void davy_exchange_refuse_login_with (DavyExchange *self,
                                      const char *error,
                                      guint code,
                                      const char *text,
                                      JsonObject *more);
void
davy_exchange_refuse_login (DavyExchange *self, const char *error, guint code, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyExchange, davy_exchange_free)

G_END_DECLS
