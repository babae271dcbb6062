# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: a signed-in program on a stage, measured runs, and figures."""

import base64
import contextlib
import hashlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "session"))
sys.dont_write_bytecode = True

from stage import Emulator, Stage  # noqa: E402

CLIENT_ID = "11111111-2222-4333-8444-555555555555"
REDIRECT = "http://localhost:1"
SCOPE = "https://api.partnercenter.microsoft.com/user_impersonation offline_access openid profile"
PATIENCE = 600


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def sign_in(base, user, password):
    """Signs in to an emulator as a browser and the program would. Returns what /token answers."""
    verifier = base64.urlsafe_b64encode(os.urandom(48)).decode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    query = urllib.parse.urlencode(
        {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "redirect_uri": REDIRECT,
            "scope": SCOPE,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )
    form = {"user": user, "password": password, "decision": "accept"}
    try:
        urllib.request.build_opener(NoRedirect).open(
            f"{base}/login/organizations/oauth2/v2.0/authorize?{query}", urllib.parse.urlencode(form).encode()
        )
        raise AssertionError("the sign-in did not redirect")
    except urllib.error.HTTPError as answer:
        back = urllib.parse.parse_qs(urllib.parse.urlparse(answer.headers["Location"]).query)
    form = {
        "client_id": CLIENT_ID,
        "grant_type": "authorization_code",
        "code": back["code"][0],
        "redirect_uri": REDIRECT,
        "code_verifier": verifier,
        "scope": SCOPE,
    }
    token = f"{base}/login/organizations/oauth2/v2.0/token"
    with urllib.request.urlopen(token, urllib.parse.urlencode(form).encode()) as answer:
        return json.load(answer)


class Bench:
    """A desktop with a keyring and an emulator, on which a program of the profile is signed in."""

    def __init__(self, build, scenario=None):
        self.build = pathlib.Path(build).resolve()
        self.stage = Stage(self.build / "prefix", size="1280x900")
        self.desktop = self.stage.desktop
        self.scenario = scenario
        self.days = 0
        if scenario is not None:
            file = self.desktop.base / "scenario.json"
            file.write_text(json.dumps(scenario))
            scenario = file
        self.emulator = self.stage.emulator = Emulator(self.desktop, self.stage.prefix, scenario)
        self.endpoints = self.stage.endpoints()
        self.profile = "endpoints-" + hashlib.sha256(self.endpoints.encode()).hexdigest()[:12]
        self.data = pathlib.Path(self.desktop.environment["XDG_DATA_HOME"]) / "davylamp" / self.profile
        self._keep_account()

    def _keep_account(self):
        """Leaves behind what a sign-in does: an application id in the settings, an item in the keyring."""
        served = json.loads((self.stage.prefix / "share/davylamp/demo/scenario.json").read_text())
        user = (self.scenario or served)["users"][0]
        tenant = (self.scenario or served)["partner"]["tenantId"]
        token = sign_in(self.emulator.base, user["userName"], user["password"])["refresh_token"]
        attributes = {
            "xdg:schema": "io.github.davylamp.RefreshToken",
            "profile": self.profile,
            "generation": "1",
            "account-id": f"{user['objectId']}.{tenant}",
            "username": user["userName"],
            "tenant-id": tenant,
        }
        words = [word for pair in attributes.items() for word in pair]
        subprocess.run(
            ["secret-tool", "store", "--label=Davylamp", *words],
            input=token.encode(),
            env=self.desktop.environment,
            check=True,
        )
        keyfile = self.desktop.home / ".config/glib-2.0/settings/keyfile"
        keyfile.parent.mkdir(parents=True)
        keyfile.write_text(f"[io/github/davylamp/Davylamp/{self.profile}]\napplication-id='{CLIENT_ID}'\n")

    def forget(self):
        """Empties the program's database."""
        for file in self.data.glob("store.db*"):
            file.unlink()

    def count_alerts(self):
        """How many of Microsoft's alerts the program's database holds."""
        with contextlib.closing(sqlite3.connect(self.data / "store.db")) as database:
            return database.execute("SELECT count (*) FROM alerts WHERE service <> 'davylamp'").fetchone()[0]

    def run(self, program, *arguments, what, **settings):
        """One run with the probe in it. Returns what the probe reported, as a dictionary."""
        report = self.desktop.base / "report"
        report.unlink(missing_ok=True)
        environment = dict(
            self.desktop.environment,
            BENCH_REPORT=str(report),
            BENCH_WHAT=what,
            GTK_A11Y="none",
            **{f"BENCH_{name.upper()}": str(value) for name, value in settings.items()},
        )
        tools = self.build / "tests/bench"
        subprocess.run(
            [tools / "launch", tools / "probe.so", program, *arguments],
            env=environment,
            check=True,
            timeout=PATIENCE,
            stderr=subprocess.DEVNULL,
        )
        lines = report.read_text().splitlines()
        return {name: float(value) for name, value in (line.split() for line in lines)}

    def run_program(self, **settings):
        return self.run(self.stage.prefix / "bin/davylamp", "--endpoints", self.endpoints, **settings)

    def run_refresh(self, **settings):
        """A run in which a day passes, so that everything has to be fetched anew."""
        self.emulator.advance(25 * 3600)
        self.days += 1
        return self.run_program(what="refresh", ahead=self.days - 1, **settings)

    def run_empty(self):
        return self.run(self.build / "tests/bench/empty-window", what="paint")["paint-ms"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stage.__exit__()


class Figures:
    """Collects the figures and says at the end whether all are within their limits.

    With BENCH_TAP in the environment it speaks TAP, a test case for each figure.
    """

    def __init__(self):
        self.tap = "BENCH_TAP" in os.environ
        self.figures = []

    def note(self, *words):
        print(*(["#"] if self.tap else []), *words, flush=True)

    def add(self, name, value, side, limit, digits=2):
        fine = value <= limit if side == "max" else value >= limit
        self.figures.append((fine, f"{name} {value:.{digits}f} {side} {limit}"))

    def finish(self):
        if self.tap:
            print(f"1..{len(self.figures)}")
        for number, (fine, text) in enumerate(self.figures, 1):
            print(f"{'' if fine else 'not '}ok {number} {text}" if self.tap else f"figure {text}")
        sys.exit(0 if all(fine for fine, _ in self.figures) else 1)
