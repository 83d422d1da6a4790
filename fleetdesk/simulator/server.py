"""Runs the simulator: one socket on loopback, one line on stdout, an orderly end."""

import contextlib
import json
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn

from fleetdesk.simulator.clock import WorldClock, parse_iso
from fleetdesk.simulator.control import Control
from fleetdesk.simulator.faults import Faults
from fleetdesk.simulator.gateway import BASES, Front
from fleetdesk.simulator.metrotec import app as metrotec_app
from fleetdesk.simulator.seed import seed_store
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.vezma import app as vezma_app


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    port: int = 0
    vehicles: int = 200
    seed: int = 1
    db: str = ""
    time: str = ""
    speed: float = 1.0
    layout: str = "assumed"
    drivers_act: bool = False


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `serve`: uvicorn would raise them again at the end, and the exit code would not be 0."""
        yield


def _socket(port: int) -> socket.socket:
    # The protocol is named because asyncio sets TCP_NODELAY only then; without it each answer takes 40 ms.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    made.listen(256)
    return made


def greeting(sim: Simulation, port: int) -> dict[str, str]:
    """Return what the first line on stdout says."""
    root = f"http://127.0.0.1:{port}"
    return {
        "metrotec_url": f"{root}{BASES['metrotec']}/",
        "vezma_url": f"{root}{BASES['vezma']}/",
        "username": sim.username,
        "password": sim.password,
        "token": sim.token,
        "api_key": sim.api_key,
        "control_url": f"{root}/control/",
        "openapi_metrotec": f"{root}/metrotec/openapi.json",
        "openapi_vezma": f"{root}/vezma/openapi.json",
    }


def build(options: Options, db: str, root: str) -> tuple[Simulation, Front]:
    """Return the simulation and the application that serves it below the root URL."""
    clock = WorldClock(parse_iso(options.time) if options.time else None)
    clock.set(speed=options.speed)
    sim = Simulation(options.seed, options.vehicles, db, clock, options.layout)
    sim.quirks.drivers_act = options.drivers_act
    if sim.store.empty():
        seed_store(sim)
    faults = Faults()
    apis = {"metrotec": metrotec_app.build(sim), "vezma": vezma_app.build(sim)}
    pages = Control(sim, faults, apis, root)
    front = Front(sim, faults, {name: api.app for name, api in apis.items()}, pages)
    return sim, front


def _warm(sim: Simulation) -> None:
    """Plan everybody's day ahead of the first question; 10,000 vehicles take some seconds."""
    at = sim.clock.now()
    # Backwards, so as not to do the same work as a first question that comes meanwhile.
    for vehicle in reversed(sim.fleet.vehicles):
        sim.live.row(vehicle, at)


def serve(options: Options, db: str) -> int:
    """Serve until SIGTERM or SIGINT; the greeting is the only thing on stdout."""
    sock = _socket(options.port)
    port = sock.getsockname()[1]
    sim, front = build(options, db, f"http://127.0.0.1:{port}")
    # The document's log level keeps uvicorn from writing about cut connections, which are wanted here.
    config = uvicorn.Config(
        front,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
    )
    server = _Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True
        front.closing.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(greeting(sim, port)), flush=True)  # noqa: T201 - the promised line
    threading.Thread(target=_warm, args=(sim,), daemon=True).start()
    server.run(sockets=[sock])
    sim.store.close()
    return 0
