#!/usr/bin/env python3
"""Shows that our SOAP contracts judge every message as the public contracts do: EboxMessage, CitizenProfile and
RegisteredMail.

The public XML schemas are walked declaration by declaration. Each declaration yields messages: smallest, fullest,
largest, and many spoilt ones. Both contracts judge every message; any difference, in the verdict or in the default
values that are filled in, is an error. The two service descriptions (WSDL) are compared as well, as they are and as
zeep reads them.

Needs lxml and zeep. Leaves out a contract whose public files are not at hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import sys
from pathlib import Path

from contract_descriptions import compare_wsdl
from contract_reader import Contract, etree
from contract_spoiler import Spoiler
from contract_walk import Walk
from contract_zeep import compare_zeep, zeep

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "../../../shared/reference"
OURS = HERE / "../../Sources/SOAPServices"

LEAST_MESSAGES = 500
SHOWN = 20
UNSPOILT = re.compile(r": (small|full|large) \d+$")  # how labels of valid messages end


@dataclasses.dataclass(frozen=True)
class Pair:
    """A public contract, below the reference, and ours, below the services."""

    name: str
    public: str
    ours: str
    has_weak_policy: bool = False  # the public contract signs by SHA-1 only, ours by SHA-256


PAIRS = (
    Pair(
        "EboxMessage",
        "contracts/soap/eboxmessage-1.8/be/socialsecurity/eboxmessage/v1/EboxMessage-X509Sha256_v1.wsdl",
        "EboxMessage/Contract/eboxmessage-v1.wsdl",
    ),
    Pair(
        "CitizenProfile",
        "contracts/soap/citizenprofile-1.3/be/socialsecurity/citizenprofile/v1/CitizenProfile-X509Sha256_v1.wsdl",
        "CitizenProfile/Contract/citizenprofile-v1.wsdl",
    ),
    Pair(
        "RegisteredMail",
        "contracts/soap/registeredmail-1.6/RegisteredMail_v1.wsdl",
        "RegisteredMail/Contract/registeredmail-v1.wsdl",
        has_weak_policy=True,
    ),
)
POLICY = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"


# Comparing the schemas


@dataclasses.dataclass
class Tally:
    """What came out of the comparison of messages."""

    seen: set[bytes] = dataclasses.field(default_factory=set)
    valid: int = 0
    unspoilt: list[tuple[str, bytes]] = dataclasses.field(default_factory=list)
    differences: list[str] = dataclasses.field(default_factory=list)


def compare_messages(public: Contract, ours: Contract) -> tuple[Tally, list[str]]:
    """Judges every message by both contracts; also tells what the walk itself got wrong."""
    walk, tally, faults = Walk(public), Tally(), []
    spoiler = Spoiler(walk, ours)
    for name, declaration in walk.elements.items():
        for label, message in spoiler.messages(name, declaration):
            verdict = compare_message(public, ours, label, message, tally)
            if verdict is not None and UNSPOILT.search(label):
                tally.unspoilt.append((label, message))
                if not verdict:
                    faults.append(f"{label}: should be valid, but: {public.complaint(message)}")
    faults += [f"no message was made from {declaration}" for declaration in walk.missed()]
    return tally, faults


def compare_message(public: Contract, ours: Contract, label: str, message: bytes, tally: Tally) -> bool | None:
    """Judges one message by both contracts; answers the public verdict, or nothing for a repeated message."""
    if message in tally.seen:
        return None
    tally.seen.add(message)
    theirs, own = public.judge(message), ours.judge(message)
    tally.valid += theirs[0]
    if theirs[0] != own[0]:
        tally.differences.append(f"{label}\n  public: {public.complaint(message)}\n  ours:   {ours.complaint(message)}")
    elif theirs != own:
        tally.differences.append(f"{label}\n  public: {theirs[1].decode()}\n  ours:   {own[1].decode()}")
    return theirs[0]


def compare_names(public: Contract, ours: Contract) -> list[str]:
    """Global names that only one of the contracts declares; groups carry no name into a message."""
    found = []
    for kinds in (("element",), ("complexType", "simpleType"), ("attribute",)):
        theirs, own = (dict(contract.declared(*kinds)).keys() for contract in (public, ours))
        found += [f"{kinds[0]} {name}: only in the public contract" for name in sorted(theirs - own)]
        found += [f"{kinds[0]} {name}: only in ours" for name in sorted(own - theirs)]
    return found


def shortcomings(tally: Tally) -> list[str]:
    """Why the set of messages proves too little, if it does."""
    found = []
    if len(tally.seen) < LEAST_MESSAGES:
        found.append(f"only {len(tally.seen)} messages were made")
    if not 0 < tally.valid < len(tally.seen):
        found.append(f"{tally.valid} of {len(tally.seen)} messages are valid: both kinds are needed")
    return found


# The program


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compare our SOAP contracts with the public ones.")
    parser.add_argument("--reference", type=Path, default=Path(os.environ.get("EBOX_REFERENCE") or REFERENCE))
    parser.add_argument("--ours", type=Path, default=OURS, help="the folder of the SOAP services")
    return parser.parse_args()


def served(services: Path, wsdl: Path) -> dict[str, Path]:
    """The schemas beside a description of ours, and those of the other services, some of which it shares."""
    return {path.name: path for path in (*services.rglob("*.xsd"), *wsdl.parent.glob("*.xsd"))}


def strengthen(contract: Contract) -> None:
    """Has a description ask for SHA-256 where it asks for SHA-1; all else of it stays as it is."""
    for weak in list(contract.wsdl.iter(f"{{{POLICY}}}Basic256")):
        weak.tag = f"{{{POLICY}}}Basic256Sha256"


def compare(name: str, public: Contract, ours: Contract) -> bool:
    """Compares a pair of contracts and reports; whether they are alike."""
    tally, faults = compare_messages(public, ours)
    problems = compare_wsdl(public, ours) + compare_names(public, ours) + faults + shortcomings(tally)
    problems += compare_zeep(public, ours, tally.unspoilt) + tally.differences
    if problems:
        print(*problems[:SHOWN], f"{name}: {len(problems)} differences", sep="\n")
    else:
        print(f"{name}: {len(tally.seen)} messages, {tally.valid} valid: both contracts judge alike")
    return not problems


def main() -> int:
    """Compares what is at hand, and answers the exit status."""
    options = arguments()
    alike = True
    for pair in PAIRS:
        public, ours = options.reference / pair.public, options.ours / pair.ours
        if not public.is_file():
            print(f"{pair.name} left out: the public contract is not at hand (set EBOX_REFERENCE)")
        elif etree is None or zeep is None:
            print("lxml and zeep are needed: pip install lxml zeep", file=sys.stderr)
            return 1
        else:
            theirs = Contract(public)
            if pair.has_weak_policy:
                strengthen(theirs)
            alike &= compare(pair.name, theirs, Contract(ours, served(options.ours, ours)))
    return 0 if alike else 1


if __name__ == "__main__":
    sys.exit(main())
