/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-error.h"
#include "http-fixture.h"

/* Tokens that are refused, and the proof that a service asks a person for. */

#define CLAIMS "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"

/* A signer whose tokens are `token-1`, `token-2` …: renewing gives the next, and so does
 * the proof of a person, who gives it unless told to fail. */

#define TEST_TYPE_SIGNER (test_signer_get_type ())
G_DECLARE_FINAL_TYPE (TestSigner, test_signer, TEST, SIGNER, GObject)

struct _TestSigner
{
  GObject parent_instance;
  guint serial;
  gboolean signed_out;
  char *asked;     /* the claims that a person was asked for last */
  GQuark gives_up; /* of @failure */
  int failure;
};

static void
test_signer_sign_async (DavySigner *signer,
                        gboolean renew,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  TestSigner *self = TEST_SIGNER (signer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->serial += renew ? 1 : 0;
  if (self->signed_out)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Signed out");
  else
    g_task_return_pointer (task, g_strdup_printf ("token-%u", self->serial + 1), g_free);
}

static char *
test_signer_sign_finish (DavySigner *signer, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static DavyError
test_signer_explain (DavySigner *signer, const char *token)
{
  return DAVY_ERROR_MFA;
}

static void
test_signer_answer_challenge_async (DavySigner *signer,
                                    const char *claims,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  TestSigner *self = TEST_SIGNER (signer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_assert_null (self->asked);
  self->asked = g_strdup (claims);
  self->serial++;
  if (self->gives_up != 0)
    g_task_return_new_error (task, self->gives_up, self->failure, "No proof");
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
test_signer_answer_challenge_finish (DavySigner *signer, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_signer_iface_init (DavySignerInterface *iface)
{
  iface->sign_async = test_signer_sign_async;
  iface->sign_finish = test_signer_sign_finish;
  iface->explain = test_signer_explain;
  iface->answer_challenge_async = test_signer_answer_challenge_async;
  iface->answer_challenge_finish = test_signer_answer_challenge_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSigner,
                               test_signer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_SIGNER, test_signer_iface_init))

static void
test_signer_finalize (GObject *object)
{
  g_free (TEST_SIGNER (object)->asked);

  G_OBJECT_CLASS (test_signer_parent_class)->finalize (object);
}

static void
test_signer_class_init (TestSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_signer_finalize;
}

static void
test_signer_init (TestSigner *self)
{
}

static void
test_token_renewed_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "POST", "/");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  davy_request_set_signer (request, DAVY_SIGNER (signer));
  davy_test_server_answer (fixture->server, 401, NULL, "");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  response = send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sent_header (fixture, 0, "authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (sent_header (fixture, 1, "authorization"), ==, "Bearer token-2");
  g_assert_cmpstr (sent_header (fixture, 0, "ms-requestid"), !=,
                   sent_header (fixture, 1, "ms-requestid"));

  davy_test_server_answer (fixture->server, 401, NULL, "");
  davy_test_server_answer (fixture->server, 401, NULL, "");
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_MFA);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 4);
}

#define SECOND_HEADER "x-ms-authorization-auxiliary"

static void
test_second_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (TestSigner) second = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  second->serial = 6;
  davy_request_set_signer (request, DAVY_SIGNER (signer));
  davy_request_set_second_signer (request, SECOND_HEADER, DAVY_SIGNER (second));
  davy_test_server_answer (fixture->server, 401, NULL, "");
  davy_test_server_answer (fixture->server, 307, NULL, "");
  davy_test_server_add_header (fixture->server, "Location", "/there");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  response = send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sent_header (fixture, 0, "authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (sent_header (fixture, 0, SECOND_HEADER), ==, "Bearer token-7");
  g_assert_cmpstr (sent_header (fixture, 2, "authorization"), ==, "Bearer token-2");
  g_assert_cmpstr (sent_header (fixture, 2, SECOND_HEADER), ==, "Bearer token-8");
  g_assert_null (g_hash_table_lookup (davy_request_get_headers (request), SECOND_HEADER));
}

static void
test_second_token_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyTestServer) trap = davy_test_server_new ();
  g_autofree char *elsewhere = davy_test_server_dup_uri (trap, "/");
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (GError) error = NULL;

  davy_request_set_signer (request, DAVY_SIGNER (signer));
  davy_request_set_second_signer (request, SECOND_HEADER, DAVY_SIGNER (signer));
  davy_test_server_answer (fixture->server, 307, NULL, "");
  davy_test_server_add_header (fixture->server, "Location", elsewhere);
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
  g_assert_cmpuint (davy_test_server_count (trap), ==, 0);
}

static void
test_no_second_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (TestSigner) second = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "PUT", "/");
  g_autoptr (GError) error = NULL;

  second->signed_out = TRUE;
  davy_request_set_signer (request, DAVY_SIGNER (signer));
  davy_request_set_second_signer (request, SECOND_HEADER, DAVY_SIGNER (second));
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_no_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (GError) error = NULL;

  signer->signed_out = TRUE;
  davy_request_set_signer (request, DAVY_SIGNER (signer));
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

/* Beside another challenge, with the parameters in another order, in @form. */
static void
answer_challenge (Fixture *fixture, guint status, const char *form)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) CLAIMS, strlen (CLAIMS));
  g_auto (GStrv) parts = g_strsplit (form, "CLAIMS", -1);
  g_autofree char *challenge = g_strjoinv (encoded, parts);

  davy_test_server_answer (fixture->server, status, NULL, "");
  davy_test_server_add_header (fixture->server, "WWW-Authenticate",
                               "PoP realm=\"claims=\", nonce=\"x, claims=\\\"no\\\"\"");
  davy_test_server_add_header (fixture->server, "WWW-Authenticate", challenge);
}

#define USUAL_FORM "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"CLAIMS\""

static void
test_claims (Fixture *fixture, gconstpointer data)
{
  static const char *const forms[] = {
    USUAL_FORM,
    "Bearer claims=\"CLAIMS\", error=\"insufficient_claims\", realm=\"\"",
    "Bearer error = insufficient_claims,claims = \"CLAIMS\"",
    "Bearer Claims=CLAIMS",
    "Bearer claims=\"not base64 of an object\", Bearer claims=\"CLAIMS\"",
  };
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
      g_autoptr (GError) error = NULL;

      davy_request_set_signer (request, DAVY_SIGNER (signer));
      answer_challenge (fixture, i % 2 == 0 ? 401 : 403, forms[i]);
      g_assert_null (send (fixture, request, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
      g_assert_cmpstr (davy_error_get_fault (error)->claims, ==, CLAIMS);
      g_assert_null (signer->asked);
      g_assert_cmpuint (davy_test_server_count (fixture->server), ==, i + 1);
    }
}

static void
test_proof (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "POST", "/");
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  davy_request_set_signer (request, DAVY_SIGNER (signer));
  answer_challenge (fixture, 403, USUAL_FORM);
  davy_test_server_answer (fixture->server, 200, NULL, "");
  response = send (fixture, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signer->asked, ==, CLAIMS);
  g_assert_cmpstr (sent_header (fixture, 0, "authorization"), ==, "Bearer token-1");
  g_assert_cmpstr (sent_header (fixture, 1, "authorization"), ==, "Bearer token-2");
  g_assert_cmpstr (sent_header (fixture, 0, "ms-requestid"), !=,
                   sent_header (fixture, 1, "ms-requestid"));
}

static void
test_proof_asked_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
  g_autoptr (DavyRequest) request = make_request (fixture, "DELETE", "/");
  g_autoptr (GError) error = NULL;

  davy_request_set_signer (request, DAVY_SIGNER (signer));
  answer_challenge (fixture, 401, USUAL_FORM);
  answer_challenge (fixture, 401, USUAL_FORM);
  g_assert_null (send (fixture, request, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CLAIMS);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_no_proof (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    GQuark (*domain) (void);
    int failure;
    DavyError told;
  } table[] = {
    { g_io_error_quark, G_IO_ERROR_CANCELLED, DAVY_ERROR_CLAIMS },
    { davy_error_quark, DAVY_ERROR_CONSENT, DAVY_ERROR_CONSENT },
  };
  g_autoptr (DavyRequest) request = make_request (fixture, "PATCH", "/");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (TestSigner) signer = g_object_new (TEST_TYPE_SIGNER, NULL);
      g_autoptr (GError) error = NULL;

      signer->gives_up = table[i].domain ();
      signer->failure = table[i].failure;
      davy_request_set_signer (request, DAVY_SIGNER (signer));
      answer_challenge (fixture, 401, USUAL_FORM);
      g_assert_null (send (fixture, request, &error));
      g_assert_error (error, DAVY_ERROR, (int) table[i].told);
      g_assert_cmpuint (davy_test_server_count (fixture->server), ==, i + 1);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/http-sign/a-refused-token-is-renewed-once", test_token_renewed_once);
  ADD ("/net/http-sign/without-a-token-nothing-is-sent", test_no_token);
  ADD ("/net/http-sign/a-second-token-is-put-on-and-renewed", test_second_token);
  ADD ("/net/http-sign/a-second-token-goes-nowhere-else", test_second_token_stays);
  ADD ("/net/http-sign/without-a-second-token-nothing-is-sent", test_no_second_token);
  ADD ("/net/http-sign/a-claims-challenge-is-decoded", test_claims);
  ADD ("/net/http-sign/a-change-goes-on-after-a-persons-proof", test_proof);
  ADD ("/net/http-sign/a-person-is-asked-once", test_proof_asked_once);
  ADD ("/net/http-sign/a-proof-that-is-not-given-is-an-error", test_no_proof);

  return g_test_run ();
}
