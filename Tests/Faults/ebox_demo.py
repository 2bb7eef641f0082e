"""The demonstration as a program sees it: started, published to and read over its public addresses."""

import base64
import hashlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.parse
import uuid

import jwt  # PyJWT, as many a sender uses it: its token code must run unchanged.

SCOPE = "scope:document:management:consult:ws-eboxrestentreprise:"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TokenRefused(Exception):
    """The program said why; the text is its own."""


class Demo:
    """A data folder and the server that runs on it."""

    def __init__(self, ebox, data, port, wrapper=(), environment=None, options=("--empty",)):
        self.ebox, self.data, self.port, self.options = ebox, data, port, list(options)
        self.wrapper, self.environment = list(wrapper), environment
        self.process = None
        self.file = None

    def start(self, seconds=60):
        log = open(os.path.join(os.path.dirname(self.data), "server.log"), "ab")
        self.process = subprocess.Popen(
            self.wrapper + [self.ebox, "demo", *self.options, "--port", str(self.port), "--data", self.data],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            # Most documents of the harnesses are made up.
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no", "EBOX_QUALITY_DOCUMENTS": "off",
                 **(self.environment or {})})
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode}: see {log.name}")
            try:
                status, _, _ = self.exchange("GET", "/health")
                if status == 200:
                    with open(os.path.join(self.data, "demo.json")) as text:
                        self.file = json.load(text)
                    return self
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit(f"the server did not answer within {seconds} s: see {log.name}")

    def server_id(self):
        """The server's own process: the wrapper's child when there is a wrapper."""
        if not self.wrapper:
            return self.process.pid
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        return int(children[0])

    def kill(self):
        os.kill(self.server_id(), signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            os.kill(self.server_id(), signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def exchange(self, method, path, body=None, headers=None, connection=None):
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        own.request(method, path, body=body, headers=headers or {})
        answer = own.getresponse()
        content = answer.read()
        if connection is None:
            own.close()
        return answer.status, answer.headers, content

    def active_citizens(self):
        """Those whose eBox is active, but for the magic ones (7101…): they do things by themselves."""
        active = (citizen["nationalNumber"] for citizen in self.file["citizens"] if citizen["state"] == "active")
        return [number for number in active if not number.startswith("7101")]

    def sender_token(
            self, sender=None, algorithm="RS256", scopes=("publicationsender", "referencedata"), **changes):
        """An access token by client credentials and private_key_jwt, the way the real service documents it."""
        sender = sender or self.file["senders"][0]
        now = int(time.time())
        claims = {
            "iss": sender["clientId"], "sub": sender["clientId"], "aud": self.file["tokenURL"],
            "jti": str(uuid.uuid4()), "iat": now, "nbf": now, "exp": now + 60, **changes}
        with open(sender["privateKeyFile"]) as key:
            assertion = jwt.encode(claims, key.read(), algorithm=algorithm, headers={"kid": sender["keyId"]})
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "scope": " ".join(SCOPE + scope for scope in scopes),
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion})
        status, _, content = self.exchange(
            "POST", urllib.parse.urlsplit(self.file["tokenURL"]).path, form,
            {"Content-Type": "application/x-www-form-urlencoded"})
        if status != 200:
            raise RuntimeError(f"token endpoint answered {status}: {content!r}")
        return json.loads(content)["access_token"]

    def citizen_token(self, number, channel="my-ebox"):
        asked = subprocess.run(
            [self.ebox, "token", "--demo", os.path.join(self.data, "demo.json"), "--citizen", number,
             "--channel", channel],
            capture_output=True, text=True)
        if asked.returncode != 0:
            raise TokenRefused(f"no token for {number} in {channel}: {asked.stderr.strip()}")
        return asked.stdout.strip()

    def publish(self, token, recipient, document, key=None, connection=None, until=None, subject="Décision n° 42",
                file_name="brief.pdf", media_type="application/pdf", text=None, sender=None, registered=None):
        """Publishes one document, a PDF unless said otherwise, until an instant (RFC 3339) when it is given, with a
        text beside it when there is one, of the first sender or another, and as registered mail of a message type
        when one is given; returns the status and the answer."""
        sender = sender or self.file["senders"][0]
        boundary = "faults-" + secrets.token_hex(8)
        digest = base64.urlsafe_b64encode(hashlib.sha256(document).digest()).decode()
        request = json.dumps({
            **({"expirationDate": until} if until else {}), **({"bodyContent": {"fr": text}} if text else {}),
            "sender": {"eboxType": "enterprise", "enterpriseNumber": sender["enterpriseNumber"]},
            "recipient": {"eboxType": "citizen", "ssin": recipient},
            "subject": {"fr": subject}, "senderApplicationId": sender["applicationId"],
            "messageTypeId": registered or sender["messageTypeIds"][0],
            **({"isRegisteredMail": True} if registered else {}),
            "attachments": [{
                "httpPartName": "upfile1", "isMainContent": True,
                "digest": {"digestMethod": "sha_256", "digestValue": digest}}]})
        body = (
            f"--{boundary}\r\nContent-Disposition: form-data; name=\"upfile1\"; "
            f"filename=\"{urllib.parse.quote(file_name)}\"\r\nContent-Type: {media_type}\r\n\r\n").encode() + document + (
            f"\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n"
            f"Content-Type: application/json\r\n\r\n{request}\r\n--{boundary}--\r\n").encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
        if key:
            headers["Idempotency-Key"] = f'"{key}"'
        path = urllib.parse.urlsplit(self.file["registryV3URL"]).path + "/ebox/messages"
        status, _, content = self.exchange("POST", path, body, headers, connection)
        return status, json.loads(content) if content else {}

    def read(self, token, path, connection=None):
        base = urllib.parse.urlsplit(self.file["registryV3URL"]).path
        return self.exchange("GET", base + path, headers={"Authorization": f"Bearer {token}"}, connection=connection)
