/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-caller.h"

/* How a call is made: each macro makes `call_VERB`, with what is handed in between the client and
 * the cancellable. ROOM is `partner` or `arm`. */

/* A call that gives a list. */
#define FAULT_LIST(room, verb, ...) FAULT_LIST_AS (verb, room, verb, ##__VA_ARGS__)

/* Another such call of the same VERB, which makes `call_NAME`. */
#define FAULT_LIST_AS(name, room, verb, ...)                                                    \
  static int call_##name (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    g_autoptr (GPtrArray) records = NULL;                                                       \
    davy_##room##_client_##verb##_async (caller->room, ##__VA_ARGS__, NULL, fault_caller_keep,  \
                                         caller);                                               \
    records =                                                                                   \
        davy_##room##_client_##verb##_finish (caller->room, fault_caller_wait (caller), error); \
    return records != NULL ? (int) records->len : -1;                                           \
  }

/* A call that gives one record. */
#define FAULT_RECORD(room, verb, Type, ...)                                                     \
  static int call_##verb (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    g_autoptr (Type) record = NULL;                                                             \
    davy_##room##_client_##verb##_async (caller->room, ##__VA_ARGS__, NULL, fault_caller_keep,  \
                                         caller);                                               \
    record =                                                                                    \
        davy_##room##_client_##verb##_finish (caller->room, fault_caller_wait (caller), error); \
    return record != NULL ? 1 : -1;                                                             \
  }

/* A call that says whether it went well, and puts something into OUT. */
#define FAULT_OUT(room, verb, out, ...)                                                         \
  static int call_##verb (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    davy_##room##_client_##verb##_async (caller->room, ##__VA_ARGS__, NULL, fault_caller_keep,  \
                                         caller);                                               \
    return davy_##room##_client_##verb##_finish (caller->room, fault_caller_wait (caller), out, \
                                                 error)                                         \
               ? 1                                                                              \
               : -1;                                                                            \
  }

/* A call that gives a list page by page. */
#define FAULT_PAGES(room, verb, ...)                                                             \
  static int call_##verb (FaultCaller *caller, GError **error)                                   \
  {                                                                                              \
    davy_##room##_client_##verb##_async (caller->room, ##__VA_ARGS__, fault_caller_count_page,   \
                                         caller, NULL, fault_caller_keep, caller);               \
    if (!davy_##room##_client_##verb##_finish (caller->room, fault_caller_wait (caller), error)) \
      return -1;                                                                                 \
    return caller->n_records;                                                                    \
  }
