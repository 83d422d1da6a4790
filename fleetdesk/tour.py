"""The tour."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any


def script(folder: Path, told: dict[str, Any]) -> Callable[[Any], Awaitable[int]]:
    """X."""

    async def go(app: Any) -> int:
        import asyncio

        await asyncio.sleep(8)
        folder.mkdir(parents=True, exist_ok=True)
        app.window.grab().save(str(folder / "a.png"))
        return 0

    return go
