#!/usr/bin/env python3
"""What the registries answer to thousands of generated requests agrees with their descriptions.

    contract.py --ebox .build/release/ebox --cases 2000

Each operation of Message Registry 3 and 2.1 is asked by schemathesis, with the token that belongs to it, against our own
descriptions, and of 2.1 against the public file too where it lies (EBOX_REFERENCE, or shared/reference beside the project).
Anything else than a declared status and a declared body is a finding; so is a 5xx but 503. It ends with 1 on a finding.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from ebox_demo import SCOPE, Demo, free_port

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
    return re.sub(r"^      responses:\n", lambda match: match.group(0) + more, text, flags=re.MULTILINE)


class Run:
    def __init__(self, demo, folder, cases, seed):
        self.demo, self.folder, self.cases, self.seed = demo, folder, cases, seed
        self.tokens = {
            "sender": demo.sender_token(),
            "citizen": demo.citizen_token(CITIZEN),
        }
        self.failed = []

    def ask(self, name, description, base, who, paths, cases):
        """All operations under these paths, as this caller."""
        report = os.path.join(self.folder, f"{name}-{who}.txt")
        command = [
            os.path.join(os.path.dirname(sys.executable), "st"), "run", description, "--url", base,
            "--header", f"Authorization: Bearer {self.tokens[who]}", "--max-examples", str(cases),
            "--seed", str(self.seed), "--generation-deterministic", "--workers", "1", "--no-color",
            "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
            "response_schema_conformance,response_headers_conformance",
        ]
        for path in paths:
            command += ["--include-path-regex", path]
        with open(report, "w") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, cwd=self.folder)
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
    parser.add_argument("--cases", type=int, default=2000, help="requests in all, about")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-contract-")
    demo = Demo(os.path.abspath(arguments.ebox), os.path.join(folder, "data"), free_port(), options=()).start(180)
    try:
        run = Run(demo, folder, arguments.cases, arguments.seed)
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
        # Some 20 operations each; a run makes about that many requests for each of them.
        each = max(4, arguments.cases // (20 * len(descriptions)))
        asked = 0
        for name, description, base in descriptions:
            asked += run.ask(name, description, base, "citizen", ["^/ebox", "^/ref"], each)
            asked += run.ask(name, description, base, "sender", ["^/(publish|link|search)", "^/ebox/messages$"], each)
        print(f"{asked} requests in all")
        if run.failed:
            for report in run.failed:
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
