"""An OpenID provider made of idpyoidc, the reference implementation in Python: discovery, PKCE, private_key_jwt or a secret,
levels of assurance, user info, sign-out by the relying party and over the back channel. On loopback, for tests.

    openid_provider.py PORT FILE    FILE: JSON with client (id, redirect_uris, ...), and people by name
"""

import http.server
import json
import logging
import sys
import tempfile
import urllib.parse

import requests
from idpyoidc.message.oidc import verified_claim_name
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.authn_event import create_authn_event
from idpyoidc.server.oauth2.authorization import verify_uri
from idpyoidc.server.oidc.session import Session
from idpyoidc.server.user_authn.user import UserAuthnMethod

KEYS = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


class Nobody(UserAuthnMethod):
    """Who signs in is told by the form that the test posts."""

    def __call__(self, **kwargs):
        return "sign in"


class EndSession(Session):
    """Whose session ends is known by the hint, whose signature the library checked; nobody is asked again."""

    def client_authentication(self, *arguments, **more):
        return {}

    def process_request(self, request=None, http_info=None, **more):
        hint = request[verified_claim_name("id_token_hint")]
        verify_uri(self.upstream_get("context"), request, "post_logout_redirect_uri", client_id=hint["aud"][0])
        self.do_verified_logout(hint["sid"])
        return {"redirect_location": request["post_logout_redirect_uri"]}


def configuration(issuer, given):
    levels = given["levels"]
    return {
        "issuer": issuer,
        "base_url": issuer,
        "httpc_params": {"verify": False, "timeout": 4},
        "key_conf": {"key_defs": KEYS, "uri_path": "jwks.json"},
        "claims_interface": {"class": "idpyoidc.server.session.claims.ClaimsInterface", "kwargs": {}},
        "authz": {
            "class": "idpyoidc.server.authz.AuthzHandling",
            "kwargs": {"grant_config": {
                "usage_rules": {
                    "authorization_code": {"supports_minting": ["access_token", "id_token"], "max_usage": 1},
                    "access_token": {}},
                "expires_in": 43200}}},
        "add_ons": {"pkce": {
            "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
            "kwargs": {"essential": True, "code_challenge_methods": {"S256": {}}}}},
        "authentication": {
            level: {"acr": level, "class": Nobody, "kwargs": {}} for level in levels},
        "cookie_handler": {
            "class": "idpyoidc.server.cookie_handler.CookieHandler",
            "kwargs": {
                "keys": {"key_defs": [
                    {"type": "OCT", "use": ["enc"], "kid": "enc"}, {"type": "OCT", "use": ["sig"], "kid": "sig"}]},
                "name": {"session": "op", "register": "op_rp", "session_management": "sman"}}},
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration",
                "class": "idpyoidc.server.oidc.provider_config.ProviderConfiguration",
                "kwargs": {"client_authn_method": None}},
            "authorization": {
                "path": "authorization", "class": "idpyoidc.server.oidc.authorization.Authorization",
                "kwargs": {"response_types_supported": ["code"], "response_modes_supported": ["query"],
                           "client_authn_method": None}},
            "token": {"path": "token", "class": "idpyoidc.server.oidc.token.Token",
                      "kwargs": {"client_authn_method": METHODS}},
            "userinfo": {"path": "userinfo", "class": "idpyoidc.server.oidc.userinfo.UserInfo", "kwargs": {}},
            "end_session": {
                "path": "session", "class": EndSession,
                "kwargs": {"logout_verify_url": issuer + "/verify_logout", "post_logout_uri_path": "post_logout",
                           "signing_alg": "ES256", "backchannel_logout_supported": True,
                           "backchannel_logout_session_required": True}}},
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": given["people"]}},
        "scopes_to_claims": {
            "openid": ["sub"], "profile": ["given_name", "family_name"], "egovnrn": ["egovNRN"]},
        "token_handler_args": {
            "jwks_def": {"key_defs": [{"type": "oct", "bytes": "24", "use": ["enc"], "kid": "code"}]},
            "code": {"kwargs": {"lifetime": 600}},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600}},
            "id_token": {
                "class": "idpyoidc.server.token.id_token.IDToken",
                "kwargs": {"add_claims_by_scope": given.get("claims_in_id_token", False), "lifetime": 300}}},
        "session_params": {"encrypter": {"kwargs": {"keys": {"key_defs": [
            {"type": "OCT", "use": ["enc"], "kid": "password"}, {"type": "OCT", "use": ["enc"], "kid": "salt"}]}}}},
        "preference": {"subject_types_supported": ["public"], "grant_types_supported": ["authorization_code"]},
    }


class Handler(http.server.BaseHTTPRequestHandler):
    server_version = "openid-provider"

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        self.route(address.path.lstrip("/"), dict(urllib.parse.parse_qsl(address.query)))

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        self.route(urllib.parse.urlsplit(self.path).path.lstrip("/"), form)

    def route(self, path, values):
        op = self.server.op
        if path == "jwks.json":
            return self.answer(200, op.keyjar.export_jwks(), {})
        if path == "sign-in":
            return self.sign_in(values)
        if path == "sign-out-there":
            # The person signs out here: the library signs a logout token and posts it to the client.
            op.get_endpoint("session").do_verified_logout(self.server.session)
            return self.answer(200, {}, {})
        for endpoint in op.endpoint.values():
            if endpoint.endpoint_path == path or path == ".well-known/openid-configuration" == endpoint.endpoint_path:
                return self.serve(endpoint, values)
        self.answer(404, {"error": path}, {})

    def http_info(self):
        cookies = []
        for pair in (self.headers.get("Cookie") or "").split("; "):
            name, _, value = pair.partition("=")
            if name:
                cookies.append({"name": name, "value": value})
        return {"headers": {k.lower(): v for k, v in self.headers.items()}, "method": self.command,
                "url": self.path, "cookie": cookies}

    def serve(self, endpoint, values):
        info = self.http_info()
        request = endpoint.parse_request(values, http_info=info)
        if "error" in request:
            return self.answer(400, request.to_dict(), {})
        if endpoint.name == "authorization":
            # Who signs in, and how surely, comes in the next request; the page is not part of the protocol.
            return self.answer(200, {"sign_in": "/sign-in", "request": values}, {})
        arguments = endpoint.process_request(request, http_info=info)
        self.respond(endpoint, arguments, request)

    def sign_in(self, values):
        """The person's answer: `user` and `level` beside the parameters of the authentication request."""
        endpoint = self.server.op.get_endpoint("authorization")
        user, level = values.pop("user"), values.pop("level")
        request = endpoint.parse_request(values, http_info=self.http_info())
        context = self.server.op.context
        event = create_authn_event(uid=user, salt="salt", authn_info=level, time_stamp=None)
        session = context.session_manager.create_session(
            authn_event=event, auth_req=request, user_id=user, client_id=request["client_id"],
            token_usage_rules=context.authz.usage_rules(request["client_id"]))
        self.server.session = session
        arguments = endpoint.authz_part2(request=request, session_id=session)
        self.respond(endpoint, arguments, request)

    def respond(self, endpoint, arguments, request):
        if "redirect_location" in arguments:
            return self.answer(303, None, {"Location": arguments["redirect_location"]})
        arguments = dict(arguments)
        cookies = arguments.get("cookie") or []
        said = endpoint.do_response(request=request, **arguments)
        headers = dict(said.get("http_headers") or [])
        if endpoint.name == "authorization" or endpoint.response_placement == "url":
            headers["Location"] = said["response"]
            return self.answer(303, None, headers, cookies)
        status = said.get("response_code") or (400 if "error" in str(said["response"])[:9] else 200)
        self.answer(status, said["response"], headers, cookies)

    def answer(self, status, body, headers, cookies=()):
        text = body if isinstance(body, str) else "" if body is None else json.dumps(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        for cookie in cookies:
            self.send_header("Set-Cookie", "%s=%s; Path=/" % (cookie["name"], cookie["value"]))
        if "Content-type" not in headers and "Content-Type" not in headers:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass


def main():
    port, file = int(sys.argv[1]), sys.argv[2]
    logging.basicConfig(level=logging.ERROR)
    given = json.load(open(file))
    issuer = f"http://127.0.0.1:{port}"
    conf = configuration(issuer, given)
    op = Server(OPConfiguration(conf=conf, base_path=tempfile.gettempdir()), cwd=tempfile.gettempdir(),
                httpc=requests.request)
    client = given["client"]
    op.context.cdb[client["client_id"]] = client
    if "client_secret" in client:
        op.keyjar.add_symmetric(client["client_id"], client["client_secret"])
        op.context.keyjar.add_symmetric(client["client_id"], client["client_secret"])
    if "jwks_uri" in client:
        op.keyjar.load_keys(client["client_id"], jwks_uri=client["jwks_uri"])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.op = op
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
