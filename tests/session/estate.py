# SPDX-License-Identifier: GPL-3.0-or-later
"""A scenario with one case: machines of a hostile caller, each with a disk, an interface and an
address, and beside them what must never be touched."""

import json

import acts

EVE = "eve@fabrikam.example"
AZURE_ID = "40000000-0000-4000-8000-00000000000b"
GROUP_NAME = "rg-mine"
GROUP = f"/subscriptions/{AZURE_ID}/resourceGroups/{GROUP_NAME}/providers"
MACHINES = ["vm-1", "vm-2", "vm-3", "vm-4", "vm-5"]
COMPUTE = "Microsoft.Compute"
NETWORK = "Microsoft.Network"



def batches(machines):
    """What is deleted of the machines, in the order in which it goes."""
    return [
        [f"{COMPUTE}/virtualMachines/{name}" for name in machines],
        [f"{NETWORK}/networkInterfaces/nic-{name}" for name in machines],
        [f"{COMPUTE}/disks/disk-{name}" for name in machines],
        [f"{NETWORK}/publicIPAddresses/ip-{name}" for name in machines],
    ]


def planned(machines):
    return [f"{GROUP}/{path}" for batch in batches(machines) for path in batch]


BATCHES = batches(MACHINES)  # five at once
PLANNED = planned(MACHINES)


def stands(type_, name, by=EVE, created="-2h", **more):
    """Something that stands in the subscription."""
    made = {"type": type_, "name": name, "group": GROUP_NAME, "location": "eastus2", "created": created, **more}
    return {**made, "by": by} if by else made


def machine(name):
    below = f"~/{GROUP_NAME}/providers"
    address = {"publicIPAddress": {"id": f"{below}/{NETWORK}/publicIPAddresses/ip-{name}"}}
    return [
        stands(f"{COMPUTE}/disks", f"disk-{name}", takes="0s"),
        stands(f"{NETWORK}/publicIPAddresses", f"ip-{name}", takes="0s"),
        stands(
            f"{NETWORK}/networkInterfaces",
            f"nic-{name}",
            takes="0s",
            properties={"ipConfigurations": [{"name": "c", "properties": address}]},
        ),
        stands(
            f"{COMPUTE}/virtualMachines",
            name,
            takes="2s",
            properties={
                "hardwareProfile": {"vmSize": "Standard_NC16as_T4_v3"},
                "storageProfile": {
                    "osDisk": {"osType": "Linux", "managedDisk": {"id": f"{below}/{COMPUTE}/disks/disk-{name}"}}
                },
                "networkProfile": {
                    "networkInterfaces": [{"id": f"{below}/{NETWORK}/networkInterfaces/nic-{name}"}]
                },
            },
        ),
    ]


def azure(machines, more):
    bystanders = [
        stands("Microsoft.Storage/storageAccounts", "stshop", by=None, created="-400d", kind="StorageV2"),
        stands("Microsoft.RecoveryServices/vaults", "vault"),
        stands(f"{COMPUTE}/snapshots", "ours", tags={"davylamp-case": "case"}),
        stands(f"{COMPUTE}/virtualMachines", "vm-old", by=None, created="-300d"),
    ]
    return {
        "callers": [{"name": EVE, "objectId": "60000000-0000-4000-8000-00000000000e", "ip": "203.0.113.66"}],
        "groups": [{"name": GROUP_NAME, "location": "eastus2", "created": "-30d"}],
        "resources": [part for name in machines for part in machine(name)] + bystanders + more,
    }


def scenario(token_seconds, machines=MACHINES, more=()):
    """The scenario as JSON, `more` resources in it; a token is good for so many seconds."""
    person = {
        "userName": "ada@northwind.example",
        "password": "lamp",
        "displayName": "Ada",
        "objectId": "10000000-0000-4000-8000-000000000002",
    }
    entitlement = {"id": AZURE_ID, "name": acts.SUBSCRIPTION, "azure": azure(machines, list(more))}
    plan = {
        "kind": "azure-plan",
        "id": "30000000-0000-4000-8000-000000000002",
        "created": "-500d",
        "entitlements": [entitlement],
    }
    customer = {
        "id": "20000000-0000-4000-8000-000000000001",
        "name": acts.CUSTOMER,
        "domain": "fabrikam.example",
        "country": "DE",
        "currency": "EUR",
        "subscriptions": [plan],
    }
    alert = {
        "id": acts.EVENT_ID,
        "subscription": AZURE_ID,
        "type": "CryptoMining",
        "title": "Mining",
        "severity": "High",
        "created": "-19m",
        "firstObserved": "-3h",
        "lastObserved": "-20m",
        "resourceGroup": GROUP_NAME,
        "resources": [{"type": f"{COMPUTE}/virtualMachines", "name": "vm-1"}],
        "hits": 31,
    }
    partner = {
        "tenantId": "10000000-0000-4000-8000-000000000001",
        "name": "Northwind",
        "domain": "northwind.example",
    }
    return json.dumps(
        {
            "version": 1,
            "partner": partner,
            "behaviour": {"tokenSeconds": token_seconds},
            "users": [person],
            "customers": [customer],
            "alerts": [alert],
        }
    )
