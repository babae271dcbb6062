/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "net/davy-gate.h"
#include "net/davy-http.h"
#include "net/davy-unsettled.h"

G_BEGIN_DECLS

/* What all calls share (davy-http.c), and one call (davy-call.c). */
struct _DavyHttp
{
  GObject parent_instance;

  SoupSession *session;
  DavyGate *gate;
  DavyUnsettled *unsettled;
  gint64 clock_offset; /* microseconds that this machine is ahead of the last server */
};

void davy_call_begin (GTask *task, DavyRequest *request);

G_END_DECLS
