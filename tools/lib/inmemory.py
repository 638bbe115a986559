# SPDX-License-Identifier: GPL-2.0-only
"""Programs that are started all the time, in the guest's memory."""

import os
import re
import shutil
import subprocess
from pathlib import Path

FOLDER = Path("/run/programs")


def keep(*programs):
    """From now on they are started from memory, with their libraries.

    The root is the host's: each file that is opened there, and each link on the way, is
    several round trips through QEMU's main thread, which waits for a busy host every time.
    """
    FOLDER.mkdir()
    for program in programs:
        path = shutil.which(program)
        shutil.copy(path, FOLDER)
        text = subprocess.run(["ldd", path], check=True, capture_output=True, text=True).stdout
        for library in re.findall(r"=> (/\S+)", text):
            shutil.copy(library, FOLDER)
    os.environ["PATH"] = f"{FOLDER}:{os.environ['PATH']}"
    os.environ["LD_LIBRARY_PATH"] = str(FOLDER)
