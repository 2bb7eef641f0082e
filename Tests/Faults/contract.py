#!/usr/bin/env python3
"""What the registries answer to thousands of generated requests agrees with their descriptions.

    contract.py --ebox .build/release/ebox --examples 5

Each operation of Message Registry 3 and 2.1 is asked by schemathesis, with the token that belongs to it, against our own
descriptions, and of 2.1 against the public file too where it lies (EBOX_REFERENCE, or shared/reference beside the project).
Anything else than a declared status and a declared body is a finding; so is a 5xx but 503. Half of the requests are given what is really there
(contract_hooks.py). It ends with 1 on a finding.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

from ebox_demo import Demo, free_port

PUBLIC = "contracts/e-Box-Enterprise-swagger-v2.1-AP-Public.yaml"
# Statuses that the public file of 2.1 does not list and that are answered all the same (docs/contracts/divergences.md).
MORE_STATUSES = ["403", "405", "406", "408", "409", "413", "415", "416", "429", "503"]
CITIZEN = "65093099914"


def public_file():
    """Where the public description lies, or None."""
    here = os.path.dirname(os.path.abspath(__file__))
    places = [os.environ.get("EBOX_REFERENCE"), os.path.join(here, "../../../shared/reference")]
    files = [os.path.join(place, PUBLIC) for place in places if place]
    return next((os.path.abspath(file) for file in files if os.path.isfile(file)), None)


def with_more_statuses(text):
    """The public file with the statuses beyond it added to each operation, and a basePath that is one."""
    text = text.replace('basePath: "/ebox/$domain/v$"', 'basePath: "/"')
    more = "".join(f"        {status}:\n          description: \"see divergences.md\"\n" for status in MORE_STATUSES)
    # An error of an operation that answers bytes is a StatusMessage all the same.
    text = re.sub(r'^( +)- "application/octet-stream"\n', r'\g<0>\1- "application/json"\n', text, flags=re.MULTILINE)
    return re.sub(r"^      responses:\n", lambda match: match.group(0) + more, text, flags=re.MULTILINE)


def known(demo, token):
    """What is there, for contract_hooks.py."""
    sender = demo.file["senders"][0]
    base = urllib.parse.urlsplit(demo.file["registryV3URL"]).path

    def ask(path):
        status, _, content = demo.exchange("GET", base + path, headers={"Authorization": f"Bearer {token}"})
        assert status == 200, (path, status, content)
        return json.loads(content)

    messages = ask("/ebox/messages?pageSize=25")["items"]
    attachments = [
        (message["messageId"], attachment["attachmentId"])
        for message in messages for attachment in message["attachments"]["items"]]
    organization = ask(f"/refData/senderOrganizations/{sender['enterpriseNumber']}")
    v3, v21 = {"eboxType": "citizen", "ssin": CITIZEN}, {"eboxType": "citizen", "eboxIdValue": CITIZEN}
    common = {
        "subject": {"fr": "Décision"}, "messageTypeId": sender["messageTypeIds"][0],
        "senderApplicationId": sender["applicationId"]}
    statuses = [message["messageId"] for message in messages]
    return {
        "attachments": attachments,
        "path": {
            "messageTypeId": sender["messageTypeIds"][0], "senderApplicationId": sender["applicationId"],
            "senderOrganizationId": sender["enterpriseNumber"],
            "imageId": organization.get("organizationLogos", [{"imageId": "none"}])[0]["imageId"]},
        "v3": {
            "publication": {
                **common, "recipient": v3,
                "sender": {"eboxType": "enterprise", "enterpriseNumber": sender["enterpriseNumber"]},
                "attachments": [{"httpPartName": "upfile1", "isMainContent": True}]},
            "optional": ["bodyContent", "isReplyAuthorized", "expirationDate", "due", "businessDataList"],
            "status": [{"messageId": id, "eboxId": v3} for id in statuses]},
        "v21": {
            "publication": {
                **common, "recipient": v21, "senderOrganizationId": sender["enterpriseNumber"],
                "attachments": [{"httpPartName": "upfile1", "mainContent": True}]},
            "optional": ["bodyContent", "replyAuthorized", "expirationDate", "businessDataList"],
            "status": [{"messageId": id, "eboxId": v21} for id in statuses]},
    }


def answers(demo):
    """How many requests the registries answered by class of status, as the program counts them."""
    counts = {}
    _, _, content = demo.exchange("GET", "/metrics")
    for line in content.decode().splitlines():
        match = re.match(r'^http_requests_total\{.*messageRegistry.*\} ([0-9.e+]+)$', line)
        status = re.search(r'status="(\d)', line)
        if match and status:
            counts[status.group(1) + "xx"] = counts.get(status.group(1) + "xx", 0) + int(float(match.group(1)))
    return counts


class Run:
    def __init__(self, demo, folder, seed):
        self.demo, self.folder, self.seed = demo, folder, seed
        self.tokens = {
            "sender": demo.sender_token(),
            "citizen": demo.citizen_token(CITIZEN),
        }
        self.environment = {
            **os.environ, "SCHEMATHESIS_HOOKS": "contract_hooks",
            "PYTHONPATH": os.path.dirname(os.path.abspath(__file__)),
            "EBOX_CONTRACT": json.dumps(known(demo, self.tokens["citizen"]))}
        self.failed = []

    def ask(self, name, description, base, who, paths, cases):
        """All operations under these paths, as this caller."""
        report = os.path.join(self.folder, f"{name}-{who}.txt")
        command = [
            os.path.join(os.path.dirname(sys.executable), "st"), "run", description, "--url", base,
            "--header", f"Authorization: Bearer {self.tokens[who]}", "--max-examples", str(cases),
            "--include-path-regex", paths, "--seed", str(self.seed), "--workers", "1", "--no-color",
            "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
            "response_schema_conformance,response_headers_conformance",
        ]
        with open(report, "w") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, cwd=self.folder,
                                  env=self.environment)
        text = open(report).read()
        count = re.search(r"(\d+) generated", text)
        print(f"{name}, {who}: {count.group(1) if count else '?'} requests, "
              f"{'nothing found' if done.returncode == 0 else 'FINDINGS'}", flush=True)
        if done.returncode != 0:
            self.failed.append(report)
        return int(count.group(1)) if count else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ebox", required=True)
    parser.add_argument("--examples", type=int, default=5, help="generated examples of an operation, beside its corner cases")
    parser.add_argument("--least", type=int, default=2000, help="fewer requests in all are a failure")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-contract-")
    demo = Demo(os.path.abspath(arguments.ebox), os.path.join(folder, "data"), free_port(), options=()).start(180)
    try:
        run = Run(demo, folder, arguments.seed)
        url = f"http://127.0.0.1:{demo.port}/REST/ebox/citizen/messageRegistry"
        here = os.path.dirname(os.path.abspath(__file__))
        descriptions = [
            ("3", os.path.join(here, "../../docs/contracts/message-registry-3.yaml"), f"{url}/v3"),
            ("2.1", os.path.join(here, "../../docs/contracts/message-registry-2.1.yaml"), f"{url}/v2"),
        ]
        public = public_file()
        if public:
            copy = os.path.join(folder, "public-2.1.yaml")
            with open(public) as source, open(copy, "w") as target:
                target.write(with_more_statuses(source.read()))
            descriptions.append(("2.1, public file", copy, f"{url}/v2"))
        else:
            print("the public file of 2.1 is not here: it is left out")
        asked = 0
        for name, description, base in descriptions:
            asked += run.ask(name, description, base, "citizen", "^/(ebox|ref)", arguments.examples)
            asked += run.ask(name, description, base, "sender", "^/(publish|link|search|ref|ebox/messages$)", arguments.examples)
        print(f"{asked} requests in all; answered {answers(demo)}")
        if asked < arguments.least:
            run.failed.append(f"only {asked} requests")
        if run.failed:
            for report in filter(os.path.isfile, run.failed):
                print(open(report).read()[-6000:])
            print(f"reports: {', '.join(run.failed)}; server log: {folder}/server.log")
            return 1
        return 0
    finally:
        demo.stop()
        if not run.failed:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
