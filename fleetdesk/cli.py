"""Reads the words of the command line and calls what they name; no logic of its own."""

import argparse
import asyncio
import gc
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fleetdesk import __version__
from fleetdesk.base.console import complain, warn_of_display
from fleetdesk.base.display_check import has_display
from fleetdesk.base.errors import FleetError
from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile.profile import Profile, open_profile

Fill = Callable[[argparse.ArgumentParser], None]
"""Adds the words of a command to its parser, and what they call."""


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """Build the parser, with the words of the `wanted` command alone, because each imports what it needs, or of all."""
    top = argparse.ArgumentParser(prog="fleetdesk", description=_("The desk a fleet dispatcher works in all day."))
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar=pgettext("command", "COMMAND"))
    for name, (text, fill) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if wanted in (None, name):
            fill(command)
    return top


def _group(command: argparse.ArgumentParser) -> Any:
    return command.add_subparsers(required=True, metavar=pgettext("command", "WHAT"))


def _command(
    commands: Any, name: str, run: Callable[..., Any], text: str, *, reads: bool = False
) -> argparse.ArgumentParser:
    """Add a command; one that `reads` leaves every file as it is, except the log and the count of VEZMA's requests."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run, reads=reads)
    return command


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--vehicles", metavar=pgettext("command", "VEHICLES"), type=int, default=200)
    command.add_argument("--seed", metavar=pgettext("command", "SEED"), type=int, default=1)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--keep", action="store_true", help=_("keep layout, settings, areas and templates for next time"))
    how.add_argument(
        "--tour", metavar=pgettext("command", "DIR"), help=_("the main job end to end without hands; pictures into DIR")
    )


def _simulator(command: argparse.ArgumentParser) -> None:
    """Leave its words to the simulator's own parser."""


def _account(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import account

    group = _group(command)
    account.add_words(_command(group, "add", account.add, _("set an account up")))
    _command(group, "list", account.listing, _("the accounts, without secrets"), reads=True)
    account.change_words(_command(group, "change", account.change, _("another address, zone, language or pace")))
    test = _command(group, "test", account.test, _("sign in and ask for positions"), reads=True)
    remove = _command(group, "remove", account.remove, _("forget an account and its secret"))
    for each in (test, remove):
        each.add_argument("name", metavar=pgettext("command", "name"))


def _call(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import ask

    command.set_defaults(run=ask.call, reads=True)
    command.add_argument("operation", metavar=pgettext("command", "operation"))
    command.add_argument("parameters", nargs="*", metavar="key=value")
    command.add_argument("--account", metavar=pgettext("command", "ACCOUNT"))
    command.add_argument("--raw", action="store_true", help=_("the vendor's own JSON"))


def _area(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import area

    command.set_defaults(run=area.area, reads=True)
    command.add_argument("file", metavar=pgettext("command", "FILE.geojson"))
    command.add_argument("--account", metavar=pgettext("command", "ACCOUNT"))


def _tasks(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import tasks

    text = _("make a task of each row of a CSV or XLSX file")
    tasks.add_import_words(_command(_group(command), "import", tasks.import_, text))


def _places(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import places

    text = _("make places and geozones of what a KML, KMZ, GPX or GeoJSON file names")
    places.add_import_words(_command(_group(command), "import", places.import_, text))


def _upload(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import upload

    command.set_defaults(run=upload.upload, reads=False)
    upload.add_words(command)


def _api(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import bind

    group = command.add_subparsers(required=True)
    bind.add_words(_command(group, "bind", bind.bind, _("learn verbs and paths from what the vendor publishes")))


def _outbox(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import outbox

    command.set_defaults(run=outbox.listing, reads=True)
    group = command.add_subparsers(metavar=pgettext("command", "WHAT"))
    _command(group, "list", outbox.listing, _("everything unsent"), reads=True)
    for name, run, text in (
        ("retry", outbox.retry, _("go on with one")),
        ("discard", outbox.discard, _("give one up")),
    ):
        _command(group, name, run, text).add_argument("id", metavar=pgettext("command", "id"), type=int)
    _command(group, "restore", outbox.restore, _("go on with the copies of a file that cannot be used"))
    _command(group, "holds", outbox.holds, _("what removed accounts left unsent"), reads=True)
    release = _command(group, "release", outbox.release, _("give what is on hold to an account, which sends it"))
    release.add_argument("hold", metavar=pgettext("command", "hold"), help=_("its name, from outbox holds"))
    release.add_argument("account", metavar=pgettext("command", "account"))
    release.add_argument(
        "--other-server",
        action="store_true",
        help=_("to an account at another server too, where numbers of tasks mean others"),
    )


def _streets(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import streets

    text = _("fetch the streets of a country once, to be there without a network")
    streets.add_words(_command(_group(command), "keep", streets.keep, text))


def _address(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import address

    group = _group(command)
    address.add_find_words(_command(group, "find", address.find, _("the places of an address, as JSON")))
    address.add_of_words(_command(group, "of", address.of, _("the address of a place, as JSON")))


def _roads(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import roads

    command.set_defaults(run=roads.roads, reads=True)
    roads.add_words(command)


def _track(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import track

    command.set_defaults(run=track.track, reads=False)
    track.add_words(command)


def _visits(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import visits

    command.set_defaults(run=visits.report, reads=False)
    visits.add_words(command)


def _month(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import month

    command.set_defaults(run=month.report, reads=False)
    month.add_words(command)


def _doctor(command: argparse.ArgumentParser) -> None:
    from fleetdesk.commands import doctor

    command.set_defaults(run=doctor.doctor, reads=True)


COMMANDS: Mapping[str, tuple[str, Fill]] = {
    "demo": (_("the desk on a local simulator started for it"), _demo),
    "simulator": (_("the simulator alone"), _simulator),
    "account": (_("set up accounts"), _account),
    "call": (_("any operation by its name; JSON on stdout"), _call),
    "area": (_("vehicles in a polygon, as JSON"), _area),
    "tasks": (_("many tasks at once"), _tasks),
    "places": (_("many places at once"), _places),
    "upload": (_("file documents on a task"), _upload),
    "api": (_("fit an account to its server"), _api),
    "outbox": (_("what waits on this computer to be sent, as JSON"), _outbox),
    "streets": (_("streets kept on this computer"), _streets),
    "address": (_("places of addresses, and addresses of places"), _address),
    "roads": (_("distance and time by road between two places, as JSON"), _roads),
    "track": (_("where a vehicle drove, as GPX, GeoJSON, KML or CSV"), _track),
    "month": (_("what a month came to, by vehicle and for the company, as a workbook"), _month),
    "visits": (_("which vehicles were in a polygon, when in and when out, as JSON"), _visits),
    "doctor": (_("what is installed, where files are, what is wrong"), _doctor),
}


def _start_demo(words: argparse.Namespace) -> int:
    from fleetdesk.demo import demo

    return demo.run(words)


def _start_desk() -> int:
    warn_of_display()
    gc.disable()  # what is imported stays: looking through it again and again takes a tenth of a second
    from fleetdesk.app.main import run
    from fleetdesk.app.start_failure import show_failure

    try:
        return run()
    except FleetError as error:
        if has_display():
            show_failure(str(error))
        raise


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it ended, stderr says it in one sentence."""
    argv = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(argv)
    except SessionOnly as error:
        complain(together(error.refusal, _("Nothing was changed.")))
        return error.exit_code
    except FleetError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


def _run(argv: list[str]) -> int:
    if argv[:1] == ["simulator"]:
        from fleetdesk.simulator.__main__ import main as simulate

        return int(simulate(argv[1:]))
    words = _words(argv)
    if words.command is None:
        return _start_desk()
    if words.command == "demo":
        return _start_demo(words)
    return _with_desk(words.run, open_profile(reading=only_reads(words)), words)


def _words(argv: list[str]) -> argparse.Namespace:
    """Parse the words; parameters of `call` after an option, which argparse does not know, are those with a =."""
    top = parser(next(iter(argv), ""))
    words, rest = top.parse_known_args(argv)
    if words.command == "call" and all("=" in each and not each.startswith("-") for each in rest):
        words.parameters.extend(rest)
    elif rest:
        top.error(_("unrecognized arguments: {arguments}").format(arguments=" ".join(rest)))
    return words


def only_reads(words: argparse.Namespace) -> bool:
    """Return whether the command leaves every file of the user as it is."""
    return words.reads or getattr(words, "dry_run", False)


def _with_desk(run: Callable[..., Any], desk: Profile, words: argparse.Namespace) -> int:
    result = run(desk, words)
    return int(asyncio.run(result) if inspect.iscoroutine(result) else result)
