"""The published OpenAPI documents hold: generated requests, good and bad, find no answer that breaks them."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.day_seed import cases_of_the_day
from tests.simulator.simulator_process import ACCEPT, Running

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "response_headers_conformance,negative_data_rejection,ignored_auth,unsupported_method,allow_header_conformance"
)
EXAMPLES = os.environ.get("FLEETDESK_SCHEMA_EXAMPLES", "3")


@pytest.mark.parametrize("api", cases_of_the_day(["metrotec", "vezma"], 1))
def test_schemathesis_finds_nothing(sim: Running, api: str, tmp_path: Path):
    sim.quirks(rate_limit=1_000_000)
    token = {"metrotec": sim.metrotec, "vezma": sim.vezma}[api].headers["Authorization"]
    headers = [f"{name}:{value}" for name, value in {**ACCEPT, "Authorization": token}.items()]
    command = [sys.executable, "-m", "schemathesis.cli", "run", sim.greeting[f"openapi_{api}"], "--checks", CHECKS]
    command += ["--max-examples", EXAMPLES, "--seed", "7", "--phases", "examples,coverage,fuzzing", "--no-color"]
    for header in headers:
        command += ["--header", header]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=110, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.parametrize(("api", "count"), [("metrotec", 37), ("vezma", 15)])
def test_every_operation_documents_its_refusals_and_no_422(sim: Running, api: str, count: int):
    document = httpx.get(sim.greeting[f"openapi_{api}"]).json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == count
    for operation in operations:
        assert {"200", "400", "401", "404", "429"} <= set(operation["responses"])
        assert "422" not in operation["responses"]
    assert document["servers"][0]["url"] == sim.greeting[f"{api}_url"].rstrip("/")
