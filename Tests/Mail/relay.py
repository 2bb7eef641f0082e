"""A mail relay for tests, by aiosmtpd: takes mails, and misbehaves towards the addresses that ask for it.

The part of a recipient's address before the first `-` says what it does:

  later      450 4.2.0 to RCPT          unknown    550 5.1.1 to RCPT       gone       550 to RCPT, no status
  full       552 5.2.2 to RCPT          policy     550 5.7.1 to RCPT       content    554 5.6.0 after the mail
  closing    421 4.3.2 after the mail   drops      dies at RCPT            dies       dies after the whole mail, unkept
  forgets    dies after the whole mail, kept       slow       waits three seconds after the mail
  dieonce    as dies, but only the first time for that address

Every mail that it takes is a line of JSON in --log: connection, returnPath, recipient, mail (base64).
Prints its port when it listens; ends when its input does.
"""

import argparse
import asyncio
import base64
import itertools
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("--log", required=True)
arguments.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
arguments.add_argument("--certificate")
arguments.add_argument("--key")
arguments.add_argument("--login", help="user:password that is asked for")
arguments.add_argument("--refuses-sender", action="store_true")
arguments.add_argument("--mails-per-connection", type=int, default=0, help="closes the connection after so many")
arguments = arguments.parse_args()

connections = itertools.count(1)
seen = set()
log = open(arguments.log, "a", buffering=1)


def behaviour(address):
    return address.split("@")[0].split("-")[0]


class Handler:
    def __init__(self):
        self.connection = next(connections)
        self.taken = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if arguments.refuses_sender:
            return "550 5.7.1 not from you"
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = {
            "later": "450 4.2.0 try later",
            "unknown": "550 5.1.1 no such user here",
            "gone": "550 no such user here",
            "full": "552 5.2.2 mailbox full",
            "policy": "550 5.7.1 relaying denied",
        }.get(behaviour(address))
        if behaviour(address) == "drops":
            server.transport.abort()
            await asyncio.sleep(1)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    def keep(self, envelope):
        line = {
            "connection": self.connection, "returnPath": envelope.mail_from, "recipient": envelope.rcpt_tos[0],
            "mail": base64.b64encode(envelope.original_content).decode(),
        }
        log.write(json.dumps(line) + "\n")

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        what = behaviour(recipient)
        first = recipient not in seen
        seen.add(recipient)
        if what == "content":
            return "554 5.6.0 not like that"
        if what == "closing":
            return "421 4.3.2 shutting down"
        if what == "slow":
            await asyncio.sleep(3)
        if what == "forgets":
            self.keep(envelope)
        if what in ("dies", "forgets") or (what == "dieonce" and first):
            server.transport.abort()
            await asyncio.sleep(1)
            return "250 2.0.0 never heard"
        self.keep(envelope)
        self.taken += 1
        if arguments.mails_per_connection and self.taken >= arguments.mails_per_connection:
            asyncio.get_running_loop().call_later(0.01, server.transport.abort)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    given = f"{data.login.decode()}:{data.password.decode()}"
    return AuthResult(success=given == arguments.login, handled=False)


async def main():
    context = None
    if arguments.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)

    def serve():
        options = {"enable_SMTPUTF8": False, "hostname": "relay.example", "ident": "test relay"}
        if arguments.tls == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if arguments.login:
            options |= {
                "authenticator": authenticate, "auth_required": True,
                "auth_require_tls": arguments.tls == "starttls",
            }
        return SMTP(Handler(), **options)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        serve, "127.0.0.1", 0, ssl=context if arguments.tls == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()
    sys.exit(0)


asyncio.run(main())
