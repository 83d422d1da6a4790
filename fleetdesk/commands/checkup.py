"""What the doctor looks at; each check only reads, and needs neither Qt nor the network."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from fleetdesk.api import proxies
from fleetdesk.base import display_check, resources, system_libraries
from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import date
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.profile import accounts
from fleetdesk.profile.outbox_opening import open_outbox_thread, words_of_loss
from fleetdesk.profile.settings import Account, Folders
from fleetdesk.storage.outbox.holds import Hold, says
from fleetdesk.sync.outbox_thread import NoOutbox

# What every installation has, and what its extras bring: the decoder's package, what it is for, and its extra.
NEEDED = (
    "PySide6",
    "qasync",
    "httpx",
    "folium",
    "msgspec",
    "shapely",
    "numpy",
    "keyring",
    "fastapi",
    "pydantic",
    "Pillow",
    "pikepdf",
    "pypdfium2",
    "img2pdf",
    "openpyxl",
    "XlsxWriter",
    "PyYAML",
    "tomlkit",
)
DECODERS = {
    "pi-heif": _("Photos of phones (HEIC) cannot be read: {package} is not installed. It comes with fleetdesk[heic]."),
    "zxing-cpp": _("Barcodes on scans cannot be read: {package} is not installed. It comes with fleetdesk[barcodes]."),
}
"""What is said where a decoder is not there."""
MAP_FILES = (*(f"assets/{name}" for name in resources.MAP_ASSETS), "main.js", "map.css")
LEAST_FREE_BYTES = 250_000_000
FULL, SECCOMP_ONLY, NONE = "full", "seccomp only", "none"
SWITCHED_OFF = ("--no-sandbox", "--disable-seccomp-filter-sandbox")
# CLONE_NEWUSER, CLONE_NEWPID and CLONE_NEWNET, which the browser's processes take together.
NAMESPACES = "import ctypes, sys; sys.exit(ctypes.CDLL(None, use_errno=True).unshare(0x70000000) != 0)"
OUTBOX_FILES = ("outbox.db", "outbox.db-wal")
GIVE = _(
    'Give them to an account: fleetdesk outbox release "{hold}" ACCOUNT; or discard them: fleetdesk outbox discard.'
)
UNREADABLE = _("{file} of {when} could not be read and was put aside. Take what you need, then delete it.")
ASIDE = {
    "*.unreadable*": UNREADABLE,
    "*.corrupt*": UNREADABLE,
    "*.before.*": _(
        "{file} of {when} has entries that another hand took out of the file beside it. Take what you need, "
        "then delete it."
    ),
}


def version(name: str) -> str | None:
    """Return the installed version of a package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def missing_packages() -> Iterator[str]:
    """Yield sentences on Python packages that every installation has, and this one lacks."""
    absent = [name for name in NEEDED if version(name) is None]
    if absent:
        yield _("Python packages are missing: {packages}. Install FleetDesk again.").format(packages=", ".join(absent))
    if sys.version_info < (3, 12) and (version("PySide6") or "").startswith("6.12.0"):
        yield _("PySide6 6.12.0 aborts on this Python. Install 6.11.3.")


def missing_decoders() -> Iterator[str]:
    """Yield sentences on decoders that could be installed; the desk works without them."""
    for name, sentence in DECODERS.items():
        if find_spec(name.replace("-", "_").replace("zxing_cpp", "zxingcpp")) is None:
            yield sentence.format(package=name)


def missing_libraries() -> Iterator[str]:
    """Yield a sentence on the system libraries that Qt would not find, and what installs them."""
    absent = system_libraries.missing()
    if absent:
        names = ", ".join(each.soname for each in absent)
        sentence = _("System libraries that Qt needs are missing: {libraries}.").format(libraries=names)
        yield together(sentence, system_libraries.advice(absent))


def missing_map_files() -> Iterator[str]:
    """Yield a sentence on the map's files that were never built, or got lost."""
    absent = [name for name in MAP_FILES if not resources.path("map", *name.split("/")).is_file()]
    if absent:
        yield _("Files of the map are missing: {files}. Run make run, or install FleetDesk again.").format(
            files=", ".join(absent)
        )


def display_problem() -> str | None:
    """Return why no window can be opened here, or what is in its way; None where nothing is."""
    try:
        return display_check.check()
    except FleetError as error:
        return str(error)


def sandbox(environment: Mapping[str, str] = os.environ) -> str:
    """Return how the map's browser process is sandboxed: full, seccomp only (no namespaces here) or none."""
    if not sys.platform.startswith("linux"):
        return FULL
    flags = environment.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    if os.geteuid() == 0 or environment.get("QTWEBENGINE_DISABLE_SANDBOX") == "1" or set(SWITCHED_OFF) & set(flags):
        return NONE
    if "--disable-namespace-sandbox" in flags:
        return SECCOMP_ONLY
    tried = subprocess.run([sys.executable, "-I", "-c", NAMESPACES], capture_output=True, check=False)  # noqa: S603
    return FULL if tried.returncode == 0 else SECCOMP_ONLY


def sandbox_note(state: str) -> Iterator[str]:
    """Yield the meaning of a sandbox that is not whole, and what to do."""
    if state == NONE:
        yield _("The map has no sandbox, because FleetDesk runs as root or it was switched off. Use your own user.")
    elif state == SECCOMP_ONLY:
        yield (
            _(
                "The map's sandbox is seccomp alone, because this system lets ordinary users make no namespaces. An "
                "administrator can allow it: sysctl kernel.unprivileged_userns_clone=1, or an AppArmor profile."
            )
        )


@dataclass(frozen=True, slots=True)
class OutboxState:
    """Why the outbox would be refused, or None; what waits in it of which account, and what is on hold."""

    refused: str | None = None
    waiting: Mapping[str, int] = field(default_factory=dict)
    holds: Sequence[Hold] = field(default_factory=list)


def outbox_state(folders: Folders) -> OutboxState:
    """Return the state of the outbox. A copy is looked at, never the file."""
    source = folders.data / OUTBOX_FILES[0]
    if (loss := words_of_loss(source)) or not source.exists():
        return OutboxState(loss or None)
    with tempfile.TemporaryDirectory(prefix="fleetdesk-doctor-") as folder:
        try:
            for name in OUTBOX_FILES:
                if (folders.data / name).exists():
                    shutil.copyfile(folders.data / name, Path(folder, name))
        except OSError as error:
            return OutboxState(_("The outbox cannot be read: {reason}.").format(reason=error.strerror))
        return _opened_copy(Folders(folders.settings, Path(folder), folders.cache, folders.logs))


def _opened_copy(folders: Folders) -> OutboxState:
    outbox_thread, notices = open_outbox_thread(folders, alone=False)
    if isinstance(outbox_thread, NoOutbox):
        return OutboxState(notices[0])
    with contextlib.closing(outbox_thread.outbox) as outbox:
        waiting = Counter(op.account for op in outbox.queries.open_ops())
        return OutboxState(notices[0] if notices else None, waiting, outbox.holds.all())


def stranded(state: OutboxState, accounts: Iterable[str]) -> Iterator[str]:
    """Yield sentences on writes that nothing sends, because their account is not here any more."""
    for hold in state.holds:
        yield together(says(hold), GIVE.format(hold=hold.name))
    known = {*accounts, *(hold.name for hold in state.holds)}
    for name, count in sorted(state.waiting.items()):
        if name not in known:
            yield _homeless(count).format(count=count, account=name)


def put_aside(folders: Folders) -> Iterator[str]:
    """Yield sentences on files that could not be read once, or held more, and lie beside the new ones."""
    for folder in (folders.settings, folders.data):
        for file, why in sorted({each: why for pattern, why in ASIDE.items() for each in folder.glob(pattern)}.items()):
            if not file.name.endswith(("-wal", "-shm")):
                when = date(datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone())
                yield why.format(file=file, when=when)


def bad_folders(folders: Folders) -> Iterator[str]:
    """Yield sentences on folders that cannot be written, or on a disk that is nearly full."""
    for folder in (folders.settings, folders.data, folders.cache, folders.logs):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield _("{folder} cannot be written. Give it to your own user.").format(folder=folder)
    if folders.data.exists() and shutil.disk_usage(folders.data).free < LEAST_FREE_BYTES:
        yield _("The disk is nearly full; positions are no longer kept.")


def unused_proxies() -> Iterator[str]:
    """Yield a note on proxies that this system names: FleetDesk goes to its servers directly."""
    if proxies.named():
        yield proxies.hint()


def assumed(account: Account) -> list[str]:
    """Return the operations of an account that stand at addresses which nobody has confirmed."""
    try:
        return sorted(name for name, row in accounts.table_of(account).items() if row.source == "assumed")
    except (FleetError, KeyError, TypeError):
        return []


def assumed_note(account: Account) -> Iterator[str]:
    """Yield what to do about operations at assumed addresses."""
    names = assumed(account)
    if names:
        yield _assumed(len(names)).format(account=account.name, count=len(names))


def _homeless(count: int) -> str:
    return ngettext(
        "{count} unsent change is for {account}, which is no account here. Add it again, or discard it.",
        "{count} unsent changes are for {account}, which is no account here. Add it again, or discard them.",
        count,
    )


def _assumed(count: int) -> str:
    return ngettext(
        "{account}: {count} operation stands at an assumed address. If its server answers 404, let FleetDesk learn it: "
        "fleetdesk api bind DOCUMENT --account {account}",
        "{account}: {count} operations stand at assumed addresses. If its server answers 404, let FleetDesk learn "
        "them: fleetdesk api bind DOCUMENT --account {account}",
        count,
    )
