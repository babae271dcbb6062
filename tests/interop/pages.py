# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of Microsoft's pages show answers to calls that we make, and what is wrong with them.

A page names, for each of its examples of JSON in order, the endpoint of the fault matrix
(tests/faults/endpoints-*.c) whose call is to read it; or why it is not for us.
"""

import dataclasses
import json
import re

REQUEST = None  # the example is of what is sent
AN_ERROR = None  # the example is of a refusal, which the fault matrix words
UNASKED = None  # nothing in the program asks for it
PLACELESS = None  # the id of the lock does not say what is locked, so our reader refuses it


@dataclasses.dataclass
class Page:
    repository: str
    commit: str
    path: str
    endpoints: tuple

    @property
    def name(self):
        return self.path.rsplit("/", 1)[1].rsplit(".", 1)[0]


def partner(name, *endpoints):
    """Partner Center's pages as of October 2023, the last public copy in English."""
    return Page(
        "kvamseek/partner-center",
        "85eb3c40f4925934e4e7100d4a97d951aa679052",
        f"developer/{name}.md",
        endpoints,
    )


def graph(name, commit, *endpoints):
    path = f"api-reference/beta/api/partner-security-partnersecurityalert-{name}.md"
    return Page("microsoftgraph/microsoft-graph-docs-contrib", commit, path, endpoints)


# Where the examples of Azure's OpenAPI descriptions are, below specification/.
AUTHORIZATION = "authorization/resource-manager/Microsoft.Authorization/stable/2022-04-01"
BATCH = "batch/resource-manager/Microsoft.Batch/stable/2024-07-01"
COMPUTE = "compute/resource-manager/Microsoft.Compute/ComputeRP/stable/2024-07-01"
CONTAINERS = "containerinstance/resource-manager/Microsoft.ContainerInstance/stable/2023-05-01"
COST = "cost-management/resource-manager/Microsoft.CostManagement/stable/2023-11-01"
LOCKS = "resources/resource-manager/Microsoft.Authorization/locks/stable/2016-09-01"
MONITOR = "monitor/resource-manager/Microsoft.Insights/stable/2015-04-01"
RESOURCES = "resources/resource-manager/Microsoft.Resources/stable/2021-04-01"
SUPPORT = "support/resource-manager/Microsoft.Support/stable/2024-04-01"


def azure(folder, name, commit, endpoint):
    path = f"specification/{folder}/examples/{name}.json"
    return Page("Azure/azure-rest-api-specs", commit, path, (endpoint,))


AZURE = [  # folder, example, commit, endpoint
    (AUTHORIZATION, "GetRoleDefinitionById",
     "ba16d1ab3479ee43b0db0da3dbc19cc2306a221e", "arm/get-role"),
    (AUTHORIZATION, "RoleAssignments_ListForScope",
     "4a84214385428e125ba8e5b439b8bc5876531321", "arm/list-role-assignments"),
    (BATCH, "PoolListWithFilter",
     "c93887028b4d26ea3c19a1c5be394b4f69e636c3", "arm/list-batch-pools"),
    (COMPUTE, "virtualMachineExamples/VirtualMachine_Get_InstanceView",
     "ba16d1ab3479ee43b0db0da3dbc19cc2306a221e", "arm/get-machine-state"),
    (COMPUTE, "virtualMachineExamples/VirtualMachine_ListAll_MinimumSet_Gen",
     "b3a045cebe244dcc1e513ae9bd2b30d70627ec4a", "arm/list-machines"),
    (CONTAINERS, "ContainerGroupsList",
     "40b12593b8f2c03cf8b8a6d8098b1f333a04a70f", "arm/list-containers"),
    (COST, "MCACustomerQuery",
     "598efa66665d99777a23d4ce5b81fc54a29aaaf5", "arm/query-invoiced-cost"),
    (LOCKS, "ManagementLocks_ListAtSubscriptionLevel",
     "11b1961eb597a9fdb48df2f7b9593914bfaca324", PLACELESS),
    (MONITOR, "GetActivityLogsFiltered",
     "7f443937c8b3abaaedd59aab870a433c927516bc", "arm/list-activity"),
    (MONITOR, "listAutoscaleSettingBySubscription",
     "5932a1a8b6019f83cfef3e47f11af3bd138ae020", "arm/stop-scale-set/settings"),
    (RESOURCES, "GetProvider",
     "96125316b83dfc7039e03c13f5b491df246ff3a3", "arm/get-provider"),
    (RESOURCES, "GetSubscription",
     "2a6fb0a57fc4befb9120fb86b0e1d213d3ce7b5a", "arm/get-subscription"),
    (RESOURCES, "GetSubscriptions",
     "039b52d9364c51881da6401c925838c0d48b876c", "arm/list-subscriptions"),
    (SUPPORT, "CheckNameAvailabilityWithSubscription",
     "114077a23cb1edc9c5604cfb9a957570203dc706", "arm/check-ticket-name"),
    (SUPPORT, "GetSubscriptionSupportTicketDetails",
     "88341225e30909eebb296e7683f418fc4c570152", "arm/get-ticket"),
    (SUPPORT, "ListCommunicationsForSubscriptionSupportTicket",
     "2a7f6e23cd3d0a9e99c1c2dd5def31584ab64653", "arm/list-ticket-messages"),
    (SUPPORT, "ListProblemClassifications",
     "e86d0248ef1fd989c04747f59004c2ccbe191609", "arm/list-support-problems"),
    (SUPPORT, "ListServices",
     "49183a62da4a07059b931d2f56d90ad2e1a7c21a", "arm/list-support-services"),
]

PAGES = [
    partner("get-fraud-events", "partner/list-subscription-events", "partner/list-events"),
    partner(
        "update-fraud-events-status",
        *(REQUEST, "partner/set-status", REQUEST, REQUEST, "partner/set-status"),
    ),
    partner("get-a-list-of-customers", "partner/list-customers"),
    partner("get-a-customer-by-id", "partner/get-customer"),
    partner("get-a-customer-by-name", "partner/find-customers"),
    partner("get-customers-of-an-indirect-reseller", "partner/list-customers"),
    partner("get-customer-qualification-asynchronous", *["partner/list-qualifications"] * 3),
    partner("retrieve-validation-status", *["partner/get-validation"] * 5, AN_ERROR),
    partner("get-all-of-a-customer-s-subscriptions", *["partner/list-subscriptions"] * 2),
    partner("get-a-subscription-by-id", *["partner/get-subscription"] * 3),
    partner("suspend-a-subscription", REQUEST, REQUEST),
    partner("update-a-subscription-by-id", REQUEST, REQUEST, REQUEST),
    partner("get-a-list-of-azure-entitlements-for-subscription", "partner/list-entitlements"),
    partner("get-an-azure-entitlement-for-a-subscription", "partner/get-entitlement"),
    partner("cancel-an-azure-subscription", REQUEST, REQUEST, "partner/cancel-entitlement"),
    partner("get-a-customer-s-utilization-record-for-azure", "partner/list-utilization"),
    partner("get-a-customer-usage-summary", *["partner/get-usage-total"] * 2),
    partner("get-a-customer-s-usage-records", "partner/list-customer-totals"),
    partner("get-a-customer-subscription-usage-summary", UNASKED, UNASKED),
    partner(
        "get-a-customer-subscription-resource-usage-records", "partner/list-resource-costs"
    ),
    partner(
        "get-a-customer-subscription-meter-usage-records", *["partner/list-meter-costs"] * 2
    ),
    partner("get-a-customer-subscription-s-usage-records", *["partner/list-meter-totals"] * 2),
    partner(
        "get-all-monthly-usage-records-for-a-subscription", "partner/list-subscription-totals"
    ),
    partner("get-a-customer-s-usage-spending-budget", "partner/get-budget"),
    partner("update-a-customer-s-usage-spending-budget", REQUEST, "partner/set-budget"),
    partner("get-invoice-unbilled-consumption-lineitems", *["partner/list-unbilled-lines"] * 2),
    partner("get-all-service-requests-for-a-customer", "partner/list-service-requests"),
    partner("get-service-request-details-by-id", "partner/get-service-request"),
    partner("update-a-service-request", REQUEST, "partner/close-service-request"),
    partner("get-a-record-of-partner-center-activity-by-user", "partner/list-audit-records"),
    partner("get-legal-business-profile", "partner/get-profile"),
    partner("get-support-profile", "partner/get-profile"),
    partner("get-an-organization-profile", "partner/get-profile"),
    partner("get-partner-network-profile", "partner/get-profile"),
    partner("get-a-subscription-s-support-contact", "partner/get-support-contact"),
    graph("list-securityalerts", "10f547a944195c5c884a1f7b6695ea5c34b76ab8", "graph/list-alerts"),
    graph("get", "01380cfe8352187b6ac178b17054be8cc60b40e6", "graph/get-alert"),
    # Every value of this answer is the name of its type.
    graph("update", "17cd6dbc5f72dbe6793edd8e12ab4133a45e309b", REQUEST, UNASKED),
    *(azure(*words) for words in AZURE),
]

QUOTED_TEXT = (
    r'"activityLogs": "(\[.*?\])"',
    lambda match: f'"activityLogs": {json.dumps(match[1])}',
)
LAST_COMMA = (r",(\s*[\]}])", r"\1")
OPEN_END = (r"\Z", "}")
CURLY_QUOTE = ("[“”]", '"')

# Where a page's own syntax is broken: what is replaced, by what.
REPAIRS = {
    # no comma behind resolvedBy; quotes within a string, which has several lines
    "get-fraud-events": [(r'("resolvedBy": "")(\s*")', r"\1,\2"), QUOTED_TEXT, LAST_COMMA],
    # the same, and one brace too many at the end
    "update-fraud-events-status": [QUOTED_TEXT, (r"\}(\s*\}\s*\])\Z", r"\1")],
    "get-customers-of-an-indirect-reseller": [LAST_COMMA],
    "get-customer-qualification-asynchronous": [LAST_COMMA, (r" // [^\n]*", "")],
    "get-a-subscription-by-id": [(r'(\})(\s*"orderId")', r"\1,\2")],
    "get-an-azure-entitlement-for-a-subscription": [CURLY_QUOTE, OPEN_END],
    "cancel-an-azure-subscription": [CURLY_QUOTE, OPEN_END],
    # the amount stands in an object that has no name
    "get-a-customer-s-usage-spending-budget": [(r"^\{\s*\{(.*)\}\s*,(\s*\"links\")", r"{\1,\2")],
    "update-a-customer-s-usage-spending-budget": [
        (r"^\{\s*\{(.*)\}\s*,(\s*\"links\")", r"{\1,\2")
    ],
    "get-an-organization-profile": [(r":<(\w+)>", r':"\1"')],  # words for values
    # objects within objects that have no names
    "partner-security-partnersecurityalert-list-securityalerts": [
        (r'\{\s*(\{\s*"statusFrom".*?\})\s*\}(?=\s*\])', r"\1")
    ],
}

# What was asked for there is not what we ask for: other words for the same shape.
ADAPTED = {
    "MCACustomerQuery": [('"ResourceGroup"', '"ServiceName"')],
}

LANGUAGES = ("csharp", "java", "powershell", "xml")
LINKS = ("nextLink", "@odata.nextLink", "NextPageLink")


def find_examples(page, text):
    """The JSON of a page, as it stands there."""
    if page.path.endswith(".json"):  # an example of an OpenAPI description
        for answer in json.loads(text)["responses"].values():
            if "body" in answer:
                yield json.dumps(answer["body"])
        return
    fences = re.finditer(r"^[ \t]*```[ ]*(\w*)[^\n]*\n(.*?)^[ \t]*```", text, re.S | re.M)
    for language, block in (fence.groups() for fence in fences):
        found = re.search(r"^\ufeff?\s*([\[{].*)", block, re.S | re.M)
        if found and language.lower() not in LANGUAGES:
            yield found[1].strip()


def repair(page, text):
    """An example that can be parsed, and whether it had to be mended for that."""
    for word, ours in ADAPTED.get(page.name, ()):
        text = text.replace(word, ours)
    try:
        return json.loads(text), False
    except ValueError:
        for pattern, replacement in REPAIRS.get(page.name, ()):
            text = re.sub(pattern, replacement, text, flags=re.S)
        return json.loads(text), True


def cut_links(example):
    """A page by itself: what follows it would be asked from Microsoft."""
    if isinstance(example, dict):
        for name in LINKS:
            example.pop(name, None)
            example.get("properties", {}).pop(name, None)
        example.get("links", {}).pop("next", None)
    return example


def find_records(example):
    if isinstance(example, list):
        return example
    for name in ("items", "value"):
        if isinstance(example.get(name), list):
            return example[name]
    return example.get("properties", {}).get("rows", [example])


def count_records(example):
    """How many records a reader finds in an answer; those that are all alike are one."""
    return len({json.dumps(record) for record in find_records(example)})
