/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The page that lists the others. */
#define DAVY_HELP_CONTENTS "index"

/**
 * DavyHelpBlockKind:
 * @DAVY_HELP_TEXT: a paragraph
 * @DAVY_HELP_HEADING: the title of a section
 * @DAVY_HELP_ITEM: an item of a list
 * @DAVY_HELP_STEP: an item of a list whose order counts
 * @DAVY_HELP_TOPICS: the pages that name this place as the one where they are found
 *
 * What a page is made of.
 */
typedef enum
{
  DAVY_HELP_TEXT,
  DAVY_HELP_HEADING,
  DAVY_HELP_ITEM,
  DAVY_HELP_STEP,
  DAVY_HELP_TOPICS,
} DavyHelpBlockKind;

/**
 * DavyHelpBlock:
 * @kind: what it is
 * @text: (nullable): Pango markup; other pages are linked to as `help:ID`
 * @number: of a step, from 1
 * @place: (nullable): where topics are listed, `index#steps`
 * @groups: (nullable): the groups of the topics, in their order
 *
 * A part of a page.
 */
typedef struct
{
  DavyHelpBlockKind kind;
  char *text;
  guint number;
  char *place;
  char **groups;
} DavyHelpBlock;

/**
 * DavyHelpPage:
 * @id: its name
 * @title: Pango markup
 * @summary: (nullable): Pango markup, one line
 * @place: (nullable): where it is listed, `index#steps`
 * @group: (nullable): its group there
 * @see_also: (element-type utf8): ids of other pages
 * @blocks: (element-type DavyHelpBlock): what it says
 *
 * A page of the help.
 */
typedef struct
{
  char *id;
  char *title;
  char *summary;
  char *place;
  char *group;
  GPtrArray *see_also;
  GPtrArray *blocks;
} DavyHelpPage;

DavyHelpPage *davy_help_page_parse (const char *text, gssize length, GError **error);
void davy_help_page_free (DavyHelpPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyHelpPage, davy_help_page_free)

G_END_DECLS
