"""Runs the desk as for a person, so that Quit is what ends it, while a coroutine uses it."""

from fleetdesk.app import main as program


def run(desk, use):
    """Run the desk with its `use(app)` beside it; its exit code."""

    class Used(program.App):
        async def run(self, script=None):
            self.background.start(use(self), "use")
            return await super().run(script)

    return program.run(desk, make_app=Used)
