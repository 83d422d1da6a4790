"""The desk of the trial, a process of its own, and a person who quits it at the end; its parent times that.

Its words are home, strange files, small disk or "", simulator, seconds, seed and patience; it prints JSON.
"""

import json
import os
import random
import sys
import threading
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from fleetdesk.demo.demo_profile import demo_profile
from fleetdesk.profile import secrets
from fleetdesk.profile.settings import Account
from tests.e2e import unscripted
from tests.heartbeat.trial import trial


def never(within_s=0.0):
    """A keyring that never answers."""
    threading.Event().wait()


def desk_with_dead_keyring(folder, told):
    """The demo's desk, with one more account whose keyring never answers."""
    secrets.keyring_available = never
    desk = demo_profile(folder, told)
    slow = Account("Slow", "metrotec", told["metrotec_url"], "me", "keyring")
    desk.settings = replace(desk.settings, accounts=(*desk.settings.accounts, slow))
    return desk


def main():
    home, strange, disk, told, seconds, seed, patience_s = sys.argv[1:]

    async def used(app):
        try:
            place = Path(strange), Path(disk) if disk else None
            seen = await trial(app, json.loads(told), *place, random.Random(seed), float(seconds), float(patience_s))
            sys.stdout.write(json.dumps(seen) + "\n")
            sys.stdout.flush()
        finally:
            app.window.close()

    return unscripted.run(desk_with_dead_keyring(Path(home), json.loads(told)), used)


if __name__ == "__main__":
    sys.exit(main())
