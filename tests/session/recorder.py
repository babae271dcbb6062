# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands before the emulator's login and keeps every secret that it hands out.

The emulator itself never tells a token; here they are read from its answers, so that a test can
look for them where they must not be.
"""

import base64
import http.client
import http.server
import json
import threading
import urllib.parse

SECRET_MEMBERS = ("access_token", "refresh_token", "id_token", "device_code")
HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Recorder:
    """Passes everything on to the emulator at `target`; `secrets` grows with what comes back."""

    def __init__(self, target):
        self.target = urllib.parse.urlsplit(target).netloc
        self.secrets = set()
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                recorder.pass_on(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, request):
        length = int(request.headers.get("Content-Length") or 0)
        connection = http.client.HTTPConnection(self.target, timeout=60)
        connection.request(request.command, request.path, request.rfile.read(length), dict(request.headers))
        answer = connection.getresponse()
        body = answer.read()
        self.keep(answer.getheader("Location") or "", body)
        request.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
        connection.close()

    def keep(self, location, body):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)
        self.secrets.update(query.get("code", []))
        try:
            members = json.loads(body)
        except ValueError:
            return
        if isinstance(members, dict):
            self.secrets.update(members[name] for name in SECRET_MEMBERS if members.get(name))


def disguises(secret):
    """The forms in which a secret could lie in a file."""
    raw = secret.encode()
    forms = {raw, base64.b64encode(raw).rstrip(b"="), urllib.parse.quote(secret, safe="").encode()}
    forms.add(secret.encode("utf-16-le"))
    # Of a token in parts, what tells one from another: its claims and its signature.
    forms |= {part.encode() for part in secret.split(".")[1:] if len(part) >= 16}
    return forms


def leaks(folder, secrets):
    """Each file below the folder that holds one of the secrets, with the beginning of which."""
    found = []
    wanted = [(secret, form) for secret in secrets for form in disguises(secret)]
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        content = file.read_bytes()
        found += [f"{file} holds {secret[:6]}…" for secret, form in wanted if form in content]
    return found
