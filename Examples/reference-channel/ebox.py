"""The public contracts of eBox, as a channel speaks them: linking (OAuth 2 with PKCE) and Message Registry 3.

Written from docs/guides/channels.md and the descriptions in docs/contracts alone.
"""

import base64
import hashlib
import http.client
import json
import secrets
import time
import urllib.parse
import uuid
from dataclasses import dataclass

import jwt

PREFIX = "scope:document:management:consult:ws-eboxrestentreprise:"
SCOPES = " ".join(
    PREFIX + name for name in ("documentconsumer", "referencedata"))
NOTICES_SCOPE = PREFIX + "notices"
PROVIDERS_PATH = "/REST/ebox/citizen/federation/v1/messageProviders"
REGISTRY_VERSION = "3"
PAGE_MAX = 100
NOTICES_PATH = "/REST/ebox/citizen/channelNotices/v1"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60
ANSWER_SECONDS = 30
REFERENCE_SECONDS = 86_400
PIECE_BYTES = 64 * 1024


class ConsentEnded(Exception):
    """The citizen withdrew, or the token was revoked: every copy must go."""


class TokenExpired(Exception):
    """The token's time is over; whether the consent is in force can't be known without a new one."""


class NotThere(Exception):
    """No such message or document, or its term is over."""


class Interrupted(Exception):
    """A content ended early, or is not what the message says: nothing of it may be used."""


class Unavailable(Exception):
    """Not now; `seconds` says when to ask again."""

    def __init__(self, seconds):
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds


class Refused(Exception):
    """Anything else, with the code that the other side gave."""


@dataclass(frozen=True)
class Client:
    """Who we are at the authorization server."""
    client_id: str
    key_id: str
    private_key: str
    redirect_uri: str


@dataclass(frozen=True)
class Attempt:
    """One attempt to link, kept on our side until the browser comes back."""
    state: str
    verifier: str


@dataclass(frozen=True)
class Token:
    text: str
    mailbox: str


class EBox:
    """One box, whichever document providers keep its messages. `registry` is the only one to ask; None for every one
    that the federation names."""

    def __init__(self, issuer, registry, client):
        self.issuer, self.registry, self.client = issuer, registry, client
        self.names, self.places = {}, {}
        self.kept_registries = None
        self.kept_metadata = None
        self.own_token = None

    # Linking

    @property
    def metadata(self):
        """RFC 8414; asked once, and only believed when it speaks for the issuer that we know."""
        if self.kept_metadata is None:
            metadata = self._json("GET", self.issuer + "/.well-known/oauth-authorization-server")
            if metadata.get("issuer") != self.issuer:
                raise Refused("the metadata is of another issuer")
            if "S256" not in metadata["code_challenge_methods_supported"]:
                raise Refused("no PKCE with S256")
            self.kept_metadata = metadata
        return self.kept_metadata

    def begin(self, language):
        """An attempt to link, and the address to which the citizen's browser goes for it."""
        attempt = Attempt(state=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=")
        query = urllib.parse.urlencode({
            "response_type": "code", "client_id": self.client.client_id, "redirect_uri": self.client.redirect_uri,
            "scope": SCOPES, "state": attempt.state, "code_challenge": challenge.decode(),
            "code_challenge_method": "S256", "ui_locales": language})
        return attempt, f"{self.metadata['authorization_endpoint']}?{query}"

    def finish(self, attempt, answer):
        """The token for what the browser brought back (a dictionary of its query)."""
        if attempt is None or not secrets.compare_digest(answer.get("state", ""), attempt.state):
            raise Refused("this answer belongs to no attempt of this browser")
        if answer.get("iss") != self.issuer:
            raise Refused("this answer comes from another server")
        if "code" not in answer:
            raise Refused(answer.get("error", "no code"))
        token = self._json("POST", self.metadata["token_endpoint"], form={
            "grant_type": "authorization_code", "code": answer["code"], "redirect_uri": self.client.redirect_uri,
            "code_verifier": attempt.verifier, **self._assertion()})
        return Token(token["access_token"], token["mailbox"])

    # Notices: what this channel tells its citizens in the place of mails

    def notices(self):
        """What is still to be told, for all citizens of this channel, in lists; asked with the channel's own token."""
        page = self._as_channel("GET", "/notices")["items"]
        while page:
            yield page
            page = self._as_channel("GET", "/notices?after=" + quoted(page[-1]["noticeId"]))["items"]

    def acknowledge(self, notices):
        self._as_channel("POST", "/acknowledgements", {"noticeIds": [notice["noticeId"] for notice in notices]})

    def _as_channel(self, method, path, body=None):
        if self.own_token is None or self.own_token[0] < time.time():
            granted = self._json("POST", self.metadata["token_endpoint"], form={
                "grant_type": "client_credentials", "scope": NOTICES_SCOPE, **self._assertion()})
            until = time.time() + granted["expires_in"] / 2
            self.own_token = (until, Token(granted["access_token"], ""))
        try:
            return self._json(method, self.issuer + NOTICES_PATH + path, self.own_token[1], body=body)
        except (ConsentEnded, TokenExpired) as refused:  # Of the channel's own token: another is fetched next time.
            self.own_token = None
            raise Refused(str(refused)) from refused

    def revoke(self, token):
        self._json("POST", self.metadata["revocation_endpoint"], form={"token": token.text, **self._assertion()})

    def _assertion(self):
        now = int(time.time())
        claims = {
            "iss": self.client.client_id, "sub": self.client.client_id, "aud": self.metadata["token_endpoint"],
            "jti": str(uuid.uuid4()), "iat": now, "exp": now + ASSERTION_SECONDS}
        signed = jwt.encode(
            claims, self.client.private_key, algorithm="RS256", headers={"kid": self.client.key_id})
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}

    # Reading

    def registries(self, token):
        """(address, names) of each document provider; asked once a day."""
        if self.registry:
            return [(self.registry, {})]
        if self.kept_registries is None or self.kept_registries[0] < time.time():
            told = self._json("GET", self.issuer + PROVIDERS_PATH, token)
            found = [(provider["messageProviderUrl"].rstrip("/"), provider["messageProviderName"])
                     for provider in told if provider["apiSupportedVersion"] == REGISTRY_VERSION]
            self.kept_registries = (time.time() + REFERENCE_SECONDS, found)
        return self.kept_registries[1]

    def messages(self, token, page=1, size=25):
        """One list over all of them, newest first. Who does not answer now is in `missing`, and hides nobody else."""
        if len(self.registries(token)) == 1:
            registry = self.registries(token)[0][0]
            return self._json("GET", f"{registry}/ebox/messages?page={page}&pageSize={size}", token)
        answers, missing = self._each(token, lambda registry: self._head(token, registry, page * size))
        items = [item for answer in answers for item in answer["items"]]
        items.sort(key=lambda item: (item["publicationDate"], item["messageId"]), reverse=True)
        total = sum(answer["totalItems"] for answer in answers)
        more = {"next": page + 1} if total > page * size else {}
        return {"items": items[(page - 1) * size:page * size], "missing": missing, "totalItems": total, **more}

    def _head(self, token, registry, count):
        """The newest `count` messages of one registry."""
        items, page = [], 1
        while True:
            size = min(count, PAGE_MAX)
            answer = self._json("GET", f"{registry}/ebox/messages?page={page}&pageSize={size}", token)
            items += answer["items"]
            if len(items) >= min(count, answer["totalItems"]) or not answer["items"]:
                return {"items": items, "totalItems": answer["totalItems"]}
            page += 1

    def _each(self, token, ask):
        """(answers, names of those who can't answer now); raises only when nobody can."""
        answers, missing, failure = [], [], None
        for registry, names in self.registries(token):
            try:
                answers.append(ask(registry))
            except Unavailable as busy:
                missing.append(names)
                failure = failure or busy
        if failure and not answers:
            raise failure
        return answers, missing

    def _first(self, token, ask):
        """The first answer that is not "not there"; where one can't say so, it is not known."""
        failure = None
        for registry, _ in self.registries(token):
            try:
                return ask(registry), registry
            except NotThere as nothing:
                failure = failure or nothing
            except Unavailable as busy:
                failure = busy
        raise failure or NotThere("no registry")

    def message(self, token, message):
        def ask(registry):
            return self._json("GET", f"{registry}/ebox/messages/{quoted(message)}", token)
        if message in self.places:
            return ask(self.places[message])
        told, self.places[message] = self._first(token, ask)
        return told

    def _place(self, token, message):
        """The registry that has it."""
        if message not in self.places:
            self.message(token, message)
        return self.places[message]

    def body(self, token, message):
        return self._json("GET", f"{self._place(token, message)}/ebox/messages/{quoted(message)}/body", token)

    def check(self, token):
        """Whether the consent is still there; raises when not. Reads nothing."""
        self.messages(token, size=1)

    def sender(self, token, number):
        return self._name(token, "senderOrganizations", number)["organizationShortName"]

    def _name(self, token, kind, key):
        kept = self.names.get((kind, key))
        if kept is None or kept[0] < time.time():
            found, _ = self._first(
                token, lambda registry: self._json("GET", f"{registry}/refData/{kind}/{quoted(key)}", token))
            kept = self.names[kind, key] = (time.time() + REFERENCE_SECONDS, found)
        return kept[1]

    def unread(self, token):
        answers, _ = self._each(token, lambda registry: self._json(
            "GET", f"{registry}/ebox/messages?readStatus=false&visible=true", token)["items"])
        return [item for items in answers for item in items]

    def may_fetch_ahead(self, token):
        """Whether the citizen allows it to this channel; the choice is made on the provider's pages."""
        answers, _ = self._each(token, lambda registry: self._json("GET", f"{registry}/ebox", token))
        return all(answer.get("isPrefetchAllowed", False) for answer in answers)

    def shown(self, token, message):
        """Reports that a copy which was fetched ahead is shown now: the sender learns that it is read."""
        change = {"items": [{"messageId": message, "readStatus": True}]}
        self._json("PATCH", f"{self._place(token, message)}/ebox/messages", token, body=change)

    def content(self, token, attachment, ahead=False):
        """The bytes of a document, in pieces; fetched `ahead` they are not read. Raises `Interrupted` at the end unless size and digest are right, so
        whoever keeps them keeps them only then."""
        digest = hashlib.new(attachment["digest"]["digestMethod"].replace("_", ""))
        arrived = 0
        purpose = {"Sec-Purpose": "prefetch"} if ahead else {}
        with self._open("GET", attachment["contentHref"], token, more=purpose) as answer:
            try:
                while piece := answer.read(PIECE_BYTES):
                    digest.update(piece)
                    arrived += len(piece)
                    yield piece
            except (OSError, http.client.HTTPException) as broken:
                raise Interrupted(f"after {arrived} bytes") from broken
        if arrived != attachment["sizeInBytes"]:
            raise Interrupted(f"after {arrived} of {attachment['sizeInBytes']} bytes")
        expected = attachment["digest"]["digestValue"]
        if base64.urlsafe_b64decode(expected + "=" * (-len(expected) % 4)) != digest.digest():
            raise Interrupted("other bytes than the message names")

    # The wire

    def _json(self, method, address, token=None, form=None, body=None):
        with self._open(method, address, token, form, body) as answer:
            content = answer.read()
        return json.loads(content) if content else {}

    def _open(self, method, address, token=None, form=None, body=None, more=None):
        parts = urllib.parse.urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc, timeout=ANSWER_SECONDS)
        headers = {"Connection": "close", **(more or {})}
        if token:
            headers["Authorization"] = f"Bearer {token.text}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form)
        try:
            connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
            answer = connection.getresponse()
        except (OSError, http.client.HTTPException) as broken:
            raise Unavailable(ANSWER_SECONDS) from broken
        if answer.status >= 400:
            raise problem(answer)
        return answer


def problem(answer):
    """What a refusal means, by its code; docs/guides/channels.md has the same table."""
    try:
        told = json.loads(answer.read())
    except ValueError:
        told = {}
    code = told.get("code") or told.get("error") or str(answer.status)
    if code in ("INVALID_ACCESS_TOKEN", "CHANNEL_NOT_LINKED", "BOX_NOT_ACTIVE"):
        return ConsentEnded(code)
    if code == "EXPIRED_ACCESS_TOKEN":
        return TokenExpired(code)
    if answer.status == 404:
        return NotThere(code)
    if answer.status == 503:
        return Unavailable(int(answer.headers.get("Retry-After", ANSWER_SECONDS)))
    return Refused(code)


def quoted(part):
    return urllib.parse.quote(part, safe="")
