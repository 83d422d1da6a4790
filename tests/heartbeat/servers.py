"""Everything that a server and the way to it can do wrong, in any order; and another dispatcher at work."""

import asyncio
import collections
import json

import httpx

SLOW, NOTHING = {"hang": True}, {"keep_rows": 0}
ODD_ROW = {"objectID": "\ud800", "Xpos": 1e308, "Ypos": "NaN", "time": "9999-99-99", "ID": [[[]]]}
ODD_ROWS = {"body": json.dumps([ODD_ROW] * 50), "content_type": "application/json"}
DEEP = {"body": "[" * 100_000, "content_type": "application/json"}
ODD_TEXT = "\u202e<b>\x1b[2J" * 2000
FAULTS = (
    {"status": 500},
    {"status": 503, "headers": {"Retry-After": "2"}},
    {"status": 429, "headers": {"Retry-After": "2"}},
    {"status": 403},
    {"status": 404},
    {"status": 400, "body": {"error": ODD_TEXT}},
    {"expire_token": True},
    {"cut": "before"},
    {"cut": "after"},
    {"status": 500, "after": True},
    SLOW,
    {"delay": 3},
    {"drip": {"bytes": 200, "every": 0.2}},
    {"truncate": 0.5},
    {"truncate": 0.5, "declare": "short"},
    {"html": True},
    {"garbage": True},
    {"redirect": "http://127.0.0.1:9/"},
    {"redirect": "javascript:1"},
    {"content_type": "text/plain"},
    NOTHING,
    {"keep_rows": 3},
    ODD_ROWS,
    {"replace": {"null": "NaN"}},
    {"huge": 200_000_000},
    {"gzip_bomb": 200_000_000},
    DEEP,
    {"body": [{"x": "y" * 1_000_000}]},
)
OPERATIONS = ("*", "positions.list", "tasks.*", "tasks.list", "files.*", "vehicles.*", "auth.login", "vezma.*")
PAUSE_S = 1.0
MOST_HITS = 6
FRESH_SHARE = 0.2


class Servers:
    """Scripts faults, takes them away, signs everybody out, and edits tasks as another dispatcher would."""

    def __init__(self, told, dice):
        self._url, self._dice = told["control_url"], dice
        self._client = httpx.AsyncClient(trust_env=False, timeout=30)
        self.hits = collections.Counter()

    async def run(self):
        """Until it is cancelled."""
        while True:
            await self._dice.choice((self._fault, self._fault, self._fault, self._edit, self._log_out, self._heal))()
            await asyncio.sleep(self._dice.uniform(0.2, 1) * PAUSE_S)

    async def _fault(self):
        if self._dice.random() < FRESH_SHARE:
            await self._heal()
        action, operation = self._dice.choice(FAULTS), self._dice.choice(OPERATIONS)
        await self.ask("faults", {"operation": operation, "action": action, "count": self._dice.randint(1, MOST_HITS)})

    async def _edit(self):
        task = self._dice.choice(await self.ask("tasks"))
        await self.ask("edits", {"id": task["id"], "change": {"task_notes": f"other desk {self._dice.random()}"}})

    async def _log_out(self):
        await self.ask("logout", {})

    async def _heal(self):
        for fault in await self.ask("faults"):
            self.hits[", ".join(sorted(fault["action"]))] += fault["hits"]
        await self._client.delete(self._url + "faults")

    async def ask(self, path, body=None):
        """What the control endpoint says."""
        url = self._url + path
        answer = await (self._client.get(url) if body is None else self._client.post(url, content=json.dumps(body)))
        answer.raise_for_status()
        return answer.json()

    async def close(self):
        """Everything is well again."""
        await self._heal()
        await self.ask("reset_limit", {})
        await self._client.aclose()
