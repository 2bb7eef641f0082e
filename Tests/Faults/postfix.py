"""A Postfix of one's own: in a folder, on a free port of loopback, ended afterwards. Needs root, as Postfix does.

It takes mail for any domain. `refused.example` is bounced (5.1.1), everything else discarded; bounces are delivered into a
Maildir. The distribution's own Postfix and its configuration are not touched.

  python3 postfix.py FOLDER    prints the port and stays until its input ends
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time

BOUNCES = "bounces.ebox.example"
NOBODY = pwd.getpwnam("nobody").pw_uid


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postfix:
    def __init__(self, folder, bounce_folder=None):
        self.folder, self.bounces, self.port = folder, bounce_folder, free_port()
        self.conf = os.path.join(folder, "etc")

    def __enter__(self):
        owner = pwd.getpwnam("postfix")
        for name in ("etc", "queue", "data"):
            os.makedirs(os.path.join(self.folder, name))
        os.chown(os.path.join(self.folder, "data"), owner.pw_uid, owner.pw_gid)
        for name in ("postfix-files", "dynamicmaps.cf"):
            shutil.copy(os.path.join("/etc/postfix", name), self.conf)
        self.write_main()
        with open(os.path.join(self.conf, "master.cf"), "w") as master:
            master.write(f"""\
127.0.0.1:{self.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
""")
        self.run("start")
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                    if probe.recv(3) == b"220":
                        return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"Postfix does not answer: see {self.folder}/postfix.log")

    def write_main(self):
        virtual = ""
        if self.bounces:
            # Postfix delivers into no folder as root.
            os.makedirs(self.bounces, exist_ok=True)
            os.chown(self.bounces, NOBODY, NOBODY)
            for part in ("new", "cur", "tmp"):
                os.makedirs(os.path.join(self.bounces, part), exist_ok=True)
                os.chown(os.path.join(self.bounces, part), NOBODY, NOBODY)
            virtual = f"""
virtual_mailbox_domains = {BOUNCES}
virtual_mailbox_base = {os.path.dirname(self.bounces)}
virtual_mailbox_maps = static:{os.path.basename(self.bounces)}/
virtual_uid_maps = static:{NOBODY}
virtual_gid_maps = static:{NOBODY}
virtual_minimum_uid = 1
"""
        with open(os.path.join(self.conf, "main.cf"), "w") as main:
            main.write(f"""\
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
myhostname = relay.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
default_transport = discard
relay_transport = discard
transport_maps = inline:{{ {{ refused.example = error:5.1.1 no such user }} }}
alias_maps =
local_recipient_maps =
biff = no
maillog_file = {self.folder}/postfix.log
maillog_file_prefixes = {self.folder}
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
{virtual}""")

    def run(self, verb):
        done = subprocess.run(["/usr/sbin/postfix", "-c", self.conf, verb], capture_output=True, text=True)
        if done.returncode and verb == "start":
            raise SystemExit(f"postfix {verb}: {done.stderr}{done.stdout}")

    def __exit__(self, *_):
        self.run("stop")


if __name__ == "__main__":
    with Postfix(os.path.abspath(sys.argv[1])) as postfix:
        print(postfix.port, flush=True)
        sys.stdin.read()
