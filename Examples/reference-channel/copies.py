"""The documents that the citizen opened here, or that were fetched ahead because the citizen allows that, kept on our
disk for exactly as long as the consent is in force."""

import json
import os
import shutil
import tempfile
import threading


class Copies:
    """One folder a mailbox. A copy appears whole or not at all, and never after its mailbox was erased."""

    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.Lock()
        self.open = set()
        self.erase_everything()

    def erase_everything(self):
        """At start: whose consent is in force can't be known without a token, so nothing of before may stay."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder, mode=0o700)

    def begin(self, mailbox):
        """The mailbox is linked: copies may be kept from now on."""
        with self.lock:
            self.open.add(mailbox)
            os.makedirs(self._place(mailbox), mode=0o700, exist_ok=True)

    def keep(self, mailbox, message, attachment, pieces, ahead=False):
        """Passes the pieces on while it writes them; keeps them when they came whole and the link still stands.
        What `pieces` raises goes on to the caller, and nothing stays."""
        handle, draft = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                    yield piece
            with self.lock:
                if mailbox in self.open:
                    place = os.path.join(self._place(mailbox), attachment["attachmentId"])
                    os.replace(draft, place)
                    with open(place + ".json", "w", encoding="utf-8") as note:
                        json.dump({"message": message, "name": attachment["fileName"], "ahead": ahead}, note)
        finally:
            if os.path.exists(draft):
                os.unlink(draft)

    def listed(self, mailbox):
        """(message id, attachment id, file name) of each copy."""
        return [(told["message"], attachment, told["name"]) for attachment, told in self._notes(mailbox)]

    def ahead(self, mailbox):
        """(message id, attachment id) of each copy that was fetched ahead and not shown yet."""
        return [(told["message"], attachment) for attachment, told in self._notes(mailbox) if told["ahead"]]

    def show(self, mailbox, attachment):
        """The bytes of a copy, which counts as opened from now on; None where it went meanwhile."""
        with self.lock:
            place = os.path.join(self._place(mailbox), attachment)
            if mailbox not in self.open or not os.path.exists(place):
                return None
            with open(place + ".json", "r+", encoding="utf-8") as note:
                told = json.load(note)
                note.seek(0)
                json.dump({**told, "ahead": False}, note)
                note.truncate()
            with open(place, "rb") as file:
                return file.read()

    def _notes(self, mailbox):
        found = []
        with self.lock:
            for name in sorted(os.listdir(self._place(mailbox))) if mailbox in self.open else []:
                if name.endswith(".json"):
                    with open(os.path.join(self._place(mailbox), name), encoding="utf-8") as note:
                        told = json.load(note)
                    found.append((name.removesuffix(".json"), told))
        return found

    def erase_message(self, mailbox, message):
        """The message's term is over."""
        erased = [copy for copy in self.listed(mailbox) if copy[0] == message]
        with self.lock:
            for _, attachment, _ in erased:
                for ending in ("", ".json"):
                    os.unlink(os.path.join(self._place(mailbox), attachment + ending))
        return len(erased)

    def erase(self, mailbox):
        """The link is over. Returns how many copies there were."""
        count = len(self.listed(mailbox))
        with self.lock:
            self.open.discard(mailbox)
            shutil.rmtree(self._place(mailbox), ignore_errors=True)
        return count

    def _place(self, mailbox):
        if not mailbox.isalnum():
            raise ValueError("no mailbox id")
        return os.path.join(self.folder, mailbox)
