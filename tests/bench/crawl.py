#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a whole refresh takes, against the time that the services' own limits leave at best.

crawl.py BUILD: 500 customers with two Azure subscriptions each, every request takes 80 ms, and
Partner Center takes 500 requests a minute for customers and subscriptions. Emulator and program
both live SCALE times as fast as we do.
"""

import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from bench import Figures, sign_in

N_CUSTOMERS = 500
N_SUBSCRIPTIONS = 2
LATENCY = 0.08
AT_ONCE = 8
PER_MINUTE = 500
LARGEST_PAGE = 500
SCALE = 2
N_RUNS = 3
PATIENCE = 400
USER = "ada@northwind.example"
PASSWORD = "lamp"


def make_id(kind, number):
    return f"{kind:08d}-0000-4000-8000-{number:012d}"


def make_subscription(number):
    meter = {
        "id": make_id(5, number),
        "service": "Virtual Machines",
        "name": "D2 v5",
        "price": 0.1,
        "shape": {"base": 24},
    }
    return {"id": make_id(4, number), "name": f"Azure {number}", "usage": {"meters": [meter]}}


def make_customer(number):
    first = number * N_SUBSCRIPTIONS
    plan = {
        "kind": "azure-plan",
        "id": make_id(3, number),
        "created": "-400d",
        "entitlements": [make_subscription(first + i) for i in range(N_SUBSCRIPTIONS)],
    }
    return {
        "id": make_id(2, number),
        "name": f"Customer {number}",
        "domain": f"customer{number}.example",
        "country": "DE",
        "subscriptions": [plan],
    }


def make_scenario():
    user = {"userName": USER, "password": PASSWORD, "displayName": "Ada", "objectId": make_id(1, 1)}
    return {
        "version": 1,
        "partner": {"tenantId": make_id(1, 0), "name": "Northwind", "domain": "northwind.example"},
        "behaviour": {"latencyMs": int(LATENCY * 1000), "throttlePerMinute": PER_MINUTE},
        "users": [user],
        "customers": [make_customer(i) for i in range(N_CUSTOMERS)],
    }


def count_fewest(scenario):
    """The fewest requests that bring all of it: (all, those that Partner Center counts).

    Of a customer: itself, for what the list leaves out (country, delegated access); its
    subscriptions; each plan's Azure subscriptions; whether its account is valid; its
    qualifications; a token of its tenant; and what each Azure subscription used.
    """
    n_all = 1 + math.ceil(len(scenario["customers"]) / LARGEST_PAGE)  # no alerts; the list of customers
    n_counted = 0
    for customer in scenario["customers"]:
        plans = customer["subscriptions"]
        counted = 1 + 1 + len(plans)
        n_counted += counted
        n_all += counted + 1 + 1 + 1 + sum(len(plan["entitlements"]) for plan in plans)
    return n_all, n_counted


def find_shortest(scenario):
    n_all, n_counted = count_fewest(scenario)
    return max(n_all * LATENCY / AT_ONCE, (n_counted - PER_MINUTE) / PER_MINUTE * 60)


class Emulator:
    """An emulator in a process of its own. Use as a context manager."""

    def __init__(self, prefix, scenario, *options):
        command = [prefix / "bin/davylamp-emulator", "--scenario", scenario, *options]
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE)
        self.base = self.process.stdout.readline().decode().split()[1]

    def read_requests(self):
        with urllib.request.urlopen(self.base + "/_emulator/requests") as answer:
            return [r for r in json.load(answer) if not r["path"].startswith("/_emulator")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def prove(prefix, scenario):
    """The emulator must refuse the request that is one too many, or a log without 429 means nothing."""
    with Emulator(prefix, scenario, "--latency", "0") as emulator:
        token = sign_in(emulator.base, USER, PASSWORD)["access_token"]
        address = f"{emulator.base}/pc/v1/customers/{make_id(2, 0)}"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
        for _ in range(PER_MINUTE):
            urllib.request.urlopen(request).close()
        try:
            urllib.request.urlopen(request).close()
        except urllib.error.HTTPError as refusal:
            if refusal.code == 429:
                return
        sys.exit("the emulator does not throttle")


def crawl(build, scenario):
    """One refresh into an empty store. Returns its seconds and how often it was throttled."""
    with tempfile.TemporaryDirectory() as folder:
        with Emulator(build / "prefix", scenario, "--time-scale", str(SCALE)) as emulator:
            command = [build / "tests/bench/crawl", emulator.base, str(SCALE), USER, pathlib.Path(folder) / "store.db"]
            output = subprocess.run(command, check=True, timeout=PATIENCE, stdout=subprocess.PIPE, text=True).stdout
            requests = emulator.read_requests()
    found = {name: float(value) for name, value in (line.split() for line in output.splitlines())}
    n_subscriptions = N_CUSTOMERS * N_SUBSCRIPTIONS
    if (found["customers"], found["subscriptions"], found["used"]) != (N_CUSTOMERS, n_subscriptions, n_subscriptions):
        sys.exit(f"the refresh did not bring everything: {found}")
    return found["seconds"], len(requests), sum(1 for r in requests if r["status"] == 429)


def main(build):
    build = pathlib.Path(build).resolve()
    scenario = make_scenario()
    figures = Figures()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(scenario, file)
        file.flush()
        prove(build / "prefix", file.name)
        runs = [crawl(build, file.name) for _ in range(N_RUNS)]
    shortest = find_shortest(scenario)
    figures.note("requests at least: {}, counted ones {}".format(*count_fewest(scenario)))
    figures.note("requests:         ", *(n_requests for _, n_requests, _ in runs))
    figures.note("refreshes, s:     ", *(f"{seconds:.1f}" for seconds, _, _ in runs), f"at best {shortest:.1f}")
    figures.add("crawl-ratio", statistics.median(seconds for seconds, _, _ in runs) / shortest, "max", 1.2)
    figures.add("crawl-throttled", max(n_throttled for _, _, n_throttled in runs), "max", 0)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
