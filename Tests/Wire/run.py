"""SOAP over the wire: zeep on the public WSDLs, then attacks, then the same letters by SOAP and by REST; each on a
demonstration of its own.

    run.py --ebox .build/release/ebox
"""

import argparse
import os
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "../Faults"))

from ebox_demo import Demo, free_port  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ebox", required=True)
    ebox = os.path.abspath(parser.parse_args().ebox)
    # The program itself takes every EBOX_ variable for a setting.
    reference = os.environ.pop("EBOX_REFERENCE", os.path.join(here, "../../../shared/reference"))
    failed = 0
    for program, options, environment in [
            ("soap.py", [], {}), ("soap_attacks.py", [], {}), ("profile.py", ["--ebox", ebox], {}),
            ("registered.py", ["--ebox", ebox], {}),
            ("same_message.py", ["--ebox", ebox], {}),
            ("quality.py", ["--ebox", ebox], {"EBOX_QUALITY_DOCUMENTS": "refuse"})]:
        with tempfile.TemporaryDirectory(prefix="ebox-soap-") as folder:
            demo = Demo(ebox, os.path.join(folder, "data"), free_port(), environment=environment).start()
            try:
                file = os.path.join(demo.data, "demo.json")
                command = [sys.executable, os.path.join(here, program), "--demo-json", file, "--reference", reference]
                failed |= subprocess.run(command + options).returncode
            finally:
                demo.stop()
    sys.exit(failed)


if __name__ == "__main__":
    main()
