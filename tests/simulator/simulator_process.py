"""Starts the simulator as a process, as everybody else does, and signs in over HTTP."""

from typing import Any

import httpx

from tests.conftest import Simulator

ACCEPT = {"User-Agent": "FleetDesk-tests/1", "Accept": "application/json; version=1.1.0"}


class Running:
    def __init__(self, *options: str, login: str = "login") -> None:
        self._simulator = Simulator(*options)
        self.greeting: dict[str, str] = self._simulator.told
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
        return self._simulator.close()
