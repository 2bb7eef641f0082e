#!/usr/bin/python3
"""Documents that are not fit for a citizen: refused over each contract, told in a dry run, counted in the report.

    quality.py --demo-json DATA/demo.json --reference REFERENCE --ebox .build/release/ebox

The demonstration runs with `quality.documents` at its default.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.parse

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "../Faults"))

import soap_cases as cases  # noqa: E402
from ebox_demo import Demo as Program  # noqa: E402
from soap_cases import ACTIVE, NEVER  # noqa: E402
from soap_client import Attachment, Root, Signer, multipart  # noqa: E402


def pdf(text="BT /F1 12 Tf 72 720 Td (Beslissing) Tj ET", catalog=""):
    """A document of one page, its cross references right."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def locked(document):
    with tempfile.TemporaryDirectory() as folder:
        plain, made = os.path.join(folder, "plain.pdf"), os.path.join(folder, "locked.pdf")
        with open(plain, "wb") as file:
            file.write(document)
        subprocess.run(["qpdf", "--encrypt", "secret", "secret", "256", "--", plain, made], check=True)
        with open(made, "rb") as file:
            return file.read()


GOOD = pdf()
HARD = {
    "DAMAGED": GOOD[:200], "ENCRYPTED": locked(GOOD), "NOT_DECLARED_TYPE": b"GIF89a" + b"\0" * 200}
SOFT = {
    "NO_TEXT_LAYER": pdf("0 0 100 100 re f"),
    "ACTIVE_CONTENT": pdf(catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")}


class Sender:
    """The first sender over each contract."""

    def __init__(self, chosen):
        self.soap = cases.Demo(chosen)
        # The running program, not one of ours.
        self.program = Program(chosen.ebox, self.soap.folder, urllib.parse.urlsplit(self.soap.url).port)
        self.program.file = self.soap.file
        self.token = self.program.sender_token()
        self.entry = self.soap.file["senders"][0]

    def rest(self, document, version="3", dry=False, recipient=ACTIVE):
        """Status and answer."""
        v21 = version == "2.1"
        whose = {"eboxType": "citizen", "eboxIdValue" if v21 else "ssin": recipient}
        asked = {
            "recipient": whose, "subject": {"nl": "Beslissing"}, "messageTypeId": self.entry["messageTypeIds"][0],
            "senderApplicationId": self.entry["applicationId"],
            "attachments": [{"httpPartName": "upfile1", "mainContent" if v21 else "isMainContent": True}],
            **({"senderOrganizationId": self.entry["enterpriseNumber"]} if v21 else
               {"sender": {"eboxType": "enterprise", "enterpriseNumber": self.entry["enterpriseNumber"]}})}
        head = "--parts\r\nContent-Disposition: form-data; name="
        body = (
            f'{head}"messageToPublish"\r\nContent-Type: application/json\r\n\r\n{json.dumps(asked)}\r\n'
            f'{head}"upfile1"; filename="brief.pdf"\r\nContent-Type: application/pdf\r\n\r\n').encode()
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "multipart/form-data; boundary=parts",
            **({"Ebox-Dry-Run": "?1"} if dry else {})}
        base = urllib.parse.urlsplit(self.soap.file["registryV3URL"]).path
        path = base.replace("/v3", "/v2") + "/publishMessage" if v21 else base + "/ebox/messages"
        status, _, content = self.program.exchange("POST", path, body + document + b"\r\n--parts--\r\n", headers)
        return status, json.loads(content)

    def over_soap(self, document):
        text = cases.request(cases.ticket(), self.entry["messageTypeIds"][0])
        signer = Signer(self.entry["certificateFile"], self.entry["privateKeyFile"])
        message = cases.serialized(signer.apply(cases.envelope(text), {})[0])
        return cases.post(self.soap.url, *multipart([Root(message), Attachment("document", document)]))

    def report(self, days="from=2020-01-01&until=2020-12-31"):
        base = urllib.parse.urlsplit(self.soap.file["registryV3URL"]).path
        status, _, content = self.program.exchange(
            "GET", f"{base}/quality?{days}", headers={"Authorization": f"Bearer {self.token}"})
        assert status == 200, (status, content)
        return json.loads(content)

    def total(self):
        """Messages that a citizen has."""
        token = self.program.citizen_token(ACTIVE)
        _, _, content = self.program.read(token, "/ebox/messages?pageSize=1")
        return json.loads(content)["totalItems"]


def expect(found, wanted):
    assert found == wanted, f"wanted {wanted}, got {found}"


def refusals(run, sender):
    def refused(finding, document):
        before = sender.total()
        for version in ["3", "2.1"]:
            status, answer = sender.rest(document, version)
            expect((status, answer.get("code")), (400, "DOCUMENT_UNFIT"))
            assert "secret" not in json.dumps(answer)
        answer = sender.over_soap(document)
        answer.check_fault(sender.soap)
        expect(answer.code, "SOA-03007")
        assert finding in " ".join(answer.child.itertext()), "the fault does not name the finding"
        status, answer = sender.rest(document, dry=True)
        expect((status, answer.get("code")), (400, "DOCUMENT_UNFIT"))
        expect(answer["issues"][0]["value"], finding)
        expect(sender.total(), before)

    for finding, document in HARD.items():
        run.check(f"refused/{finding}", refused, finding, document)


def warnings(run, sender):
    def warned(finding, document):
        before = sender.total()
        status, answer = sender.rest(document, dry=True)
        expect((status, answer["warnings"][0]["code"], sender.total()), (200, finding, before))
        status, answer = sender.rest(document)
        expect((status, [one["code"] for one in answer["warnings"]]), (201, [finding]))
        expect(sender.rest(document, "2.1")[0], 201)
        expect(sender.over_soap(document).code, cases.ACCEPTED)
        expect(sender.total(), before + 3)

    for finding, document in SOFT.items():
        run.check(f"warned/{finding}", warned, finding, document)


def rehearsals(run, sender):
    def good():
        before = sender.total()
        status, answer = sender.rest(GOOD, dry=True)
        expect((status, answer["isPaperNeeded"], "warnings" in answer), (200, False, False))
        status, answer = sender.rest(GOOD, dry=True, recipient=NEVER)
        expect((status, answer["isPaperNeeded"], answer["code"]), (200, True, "NO_DIGITAL_USER"))
        expect(sender.rest(GOOD, "2.1", dry=True)[0], 400)
        expect(sender.total(), before)

    run.check("dry run/of a good document", good)


def reports(run, sender):
    def counted():
        today = subprocess.run(
            [sender.program.ebox, "quality", "--demo", os.path.join(sender.soap.folder, "demo.json"), "--json"],
            capture_output=True, text=True)
        assert today.returncode == 0, today.stderr
        lines = {line["code"]: (line["published"], line["refused"]) for line in json.loads(today.stdout)["items"]}
        # Over Registry 3, 2.1 and SOAP each; dry runs are not counted.
        expect(lines, {**{finding: (0, 3) for finding in HARD}, **{finding: (3, 0) for finding in SOFT}})
        expect(sender.report()["items"], [])

    run.check("report/counts what was published and refused", counted)


def main():
    parser = cases.parser(__doc__)
    parser.add_argument("--ebox", required=True)
    chosen = parser.parse_args()
    run, sender = cases.Cases(chosen.only), Sender(chosen)
    for part in [refusals, warnings, rehearsals, reports]:
        part(run, sender)
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
