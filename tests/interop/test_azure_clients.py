# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft's own clients against the emulator: test_azure_clients.py BUILD SCENARIO SCALE MODULE…

The modules of azure/ hold the cases; SCENARIO is one of tests/unit/emulator; SCALE is how many of
the emulator's seconds pass in one of ours.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import threading

import foreign

# The versions with which these tests are known to pass; they run on Debian 12's Node.js, too.
PACKAGES = (
    "@azure/msal-node@2.16.3",
    "openid-client@5.7.1",
    "@azure/arm-resources@5.2.0",
    "@azure/arm-resources-subscriptions@2.1.0",
    "@azure/arm-compute@21.6.0",
    "@azure/arm-locks@2.1.0",
    "@azure/arm-authorization@9.0.0",
    "@azure/arm-monitor@7.0.0",
    "@azure/arm-costmanagement@1.0.0-beta.1",
    "@azure/arm-support@2.1.0",
    "@azure/arm-network@33.5.0",
    "@azure/arm-machinelearning@2.1.1",
    "@azure/arm-batch@9.1.0",
    "@azure/arm-containerinstance@9.1.0",
    "@azure/arm-containerservice@21.6.0",
)
SCENARIOS = foreign.HERE.parent / "unit/emulator"
# Tokens outlive the test whatever its clock does, and costs come in pages.
BEHAVIOUR = {"tokenSeconds": 86400, "costRows": 100}


def make_certificate(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
        + ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        + ["-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    return certificate, key


def write_scenario(folder, name):
    scenario = json.loads((SCENARIOS / f"{name}.json").read_text())
    scenario["behaviour"] = {**scenario.get("behaviour", {}), **BEHAVIOUR}
    path = folder / "scenario.json"
    path.write_text(json.dumps(scenario))
    return path


class Emulator(foreign.Child):
    def __init__(self, build, folder, scenario, scale):
        self.certificate, key = make_certificate(folder)
        super().__init__(
            pathlib.Path(build) / "src/davylamp-emulator",
            *("--scenario", write_scenario(folder, scenario)),
            *("--tls", self.certificate, key),
            *("--time-scale", scale),
        )
        self.base = self.hear().removeprefix("ready ")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def browse(line, certificate):
    """“open ADDRESS TYPED”. MSAL hangs up as soon as it has seen its answer come back."""
    address, typed = line.removeprefix("open ").split(" ", 1)
    with contextlib.suppress(ConnectionError):
        foreign.walk(address, json.loads(typed), certificate)


def main(build, scenario, scale, *modules):
    with foreign.Packages(*PACKAGES) as packages:
        script = packages.script("azure") / "run.mjs"
        with Emulator(build, packages.folder, scenario, scale) as emulator:
            environment = {**os.environ, "NODE_EXTRA_CA_CERTS": str(emulator.certificate)}
            cases = foreign.Child(
                "node", script, emulator.base, scale, *modules, env=environment
            )
            for line in cases.process.stdout:
                if line.startswith("open "):
                    threading.Thread(target=browse, args=(line, emulator.certificate)).start()
                else:
                    print(line, end="", flush=True)
            return cases.process.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
