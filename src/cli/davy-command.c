/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/davy-command.h"

#include "core/davy-error.h"

/**
 * davy_command_fail:
 * @error: why a command ends
 * @status: %DAVY_COMMAND_FAILED or %DAVY_COMMAND_USAGE
 *
 * Says on standard error why.
 *
 * Returns: @status
 */
int
davy_command_fail (const GError *error, int status)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  g_printerr ("%s\n", sentence);

  return status;
}
