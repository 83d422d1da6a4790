"""Starts the simulator as a process, as everybody else does, and signs in over HTTP."""

import json
import subprocess
import sys
from typing import Any

import httpx

ACCEPT = {"User-Agent": "FleetDesk-tests/1", "Accept": "application/json; version=1.1.0"}


class Running:
    def __init__(self, *options: str, login: str = "login") -> None:
        command = [sys.executable, "-m", "fleetdesk.simulator", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.greeting: dict[str, str] = json.loads(self.process.stdout.readline())
        self.metrotec = httpx.Client(base_url=self.greeting["metrotec_url"], headers=ACCEPT, timeout=20)
        self.vezma = httpx.Client(
            base_url=self.greeting["vezma_url"],
            headers={"Authorization": f"VEZMA {self.greeting['token']}"},
            timeout=20,
        )
        self.control = httpx.Client(base_url=self.greeting["control_url"], timeout=20)
        self._login = login
        self.login()

    def login(self) -> dict[str, Any]:
        body = {"username": self.greeting["username"], "password": self.greeting["password"]}
        answer = self.metrotec.post(self._login, json=body).json()
        self.metrotec.headers["Authorization"] = f"Bearer {answer['jwt']}"
        return answer

    def fault(self, **wanted: Any) -> None:
        self.control.post("faults", json=wanted).raise_for_status()

    def quirks(self, **wanted: Any) -> None:
        self.control.post("quirks", json=wanted).raise_for_status()

    def vehicle(self, at: int = 0) -> str:
        return self.metrotec.get("vehicles").json()[at]["id"]

    def reset(self) -> None:
        self.control.delete("faults")
        self.control.post("reset_limit")

    def stop(self) -> int:
        for client in (self.metrotec, self.vezma, self.control):
            client.close()
        if self.process.poll() is None:
            self.process.terminate()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(20)
