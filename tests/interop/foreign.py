# SPDX-License-Identifier: GPL-3.0-or-later
"""What the interop tests share: npm packages in a folder that goes away, an OAuth server from
there, a browser with cookies, and the program's own sign-in as a child that does as it is told."""

import http.cookiejar
import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "session"))

import browser  # noqa: E402

APPLICATION = "00000000-0000-4000-8000-00000000da5e"
# The versions with which these tests are known to pass; the first runs on Debian 12's Node.js too.
OAUTH_SERVER = "oidc-provider@8.8.1"
MOST_PAGES = 8
AUDIENCES = ("https://api.partnercenter.microsoft.com", "https://management.azure.com")


class Packages:
    """A folder with npm packages in it; a context manager."""

    def __init__(self, *names):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="davylamp-npm-"))
        try:
            self._run("npm", "init", "-y")
            self._run("npm", "install", "--no-audit", "--no-fund", *names)
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def _run(self, *command):
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed: {done.stderr[-2000:]}")

    def script(self, name):
        """Puts a script, or a folder of them, beside the packages, where Node.js looks for them."""
        if (HERE / name).is_dir():
            return pathlib.Path(shutil.copytree(HERE / name, self.folder / name))
        return pathlib.Path(shutil.copy(HERE / name, self.folder))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


class Child:
    """A program that is spoken to a line at a time."""

    def __init__(self, *command, **options):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            **options,
        )

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self):
        line = self.process.stdout.readline()
        assert line, f"{self.process.args[0]} ended with {self.process.wait()}"
        return line.rstrip("\n")

    def ask(self, line):
        self.tell(line)
        return self.hear()

    def end(self):
        self.process.stdin.close()
        try:
            assert self.process.wait(15) == 0, f"it ended with {self.process.returncode}"
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


class OauthServer(Child):
    def __init__(self, packages):
        script = packages.script("oauth-server.mjs")
        scopes = [f"{audience}/user_impersonation" for audience in AUDIENCES]
        super().__init__(
            "node", script, APPLICATION, *scopes, cwd=packages.folder, stderr=subprocess.DEVNULL
        )
        self.base = self.hear().removeprefix("ready ")

    def control(self, word):
        with urllib.request.urlopen(f"{self.base}/control/{word}", timeout=30) as answer:
            return json.load(answer)

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def walk(address, known=(), certificate=None):
    """A person in a browser: opens an address and sends each form that comes, filled in with what
    is known. The certificate is trusted beside the usual ones."""
    known = dict(known)
    trust = ssl.create_default_context(cafile=certificate)
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        urllib.request.HTTPSHandler(context=trust),
    )
    body = None
    for _ in range(MOST_PAGES):
        with opener.open(address, body, timeout=30) as answer:
            address, page = answer.geturl(), answer.read().decode()
        forms = browser.Forms(page).forms
        if not forms:
            return
        address = urllib.parse.urljoin(address, forms[0]["action"])
        fields = browser.fill_in(forms[0], known.get("decision") == "decline", known)
        fields.pop("abort", None)  # a button that is not pressed
        body = urllib.parse.urlencode(fields).encode()
    raise AssertionError(f"{address} still asks after {MOST_PAGES} pages")


class Person(Child):
    """The program's sign-in, tokens and keyring: account-driver, and who sits in front of it."""

    def __init__(self, build, base, environment):
        driver = pathlib.Path(build) / "tests/interop/account-driver"
        super().__init__(driver, base, APPLICATION, env=environment)

    def sign_in(self):
        self.tell("browser")
        word, address = self.hear().split(" ", 1)
        assert word == "open", f"{word} {address}"
        walk(address)
        return self.hear()

    def sign_in_by_code(self):
        self.tell("device")
        word, code, address = self.hear().split(" ")
        assert word == "code", word
        walk(address, {"user_code": code})
        return self.hear()

    def token(self):
        answer = self.ask("token")
        assert answer.startswith("token "), answer
        return answer.removeprefix("token ")


