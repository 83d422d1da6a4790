"""A mapping that counts how often somebody goes through all of it."""


class Walked(dict):
    """Counts walks through keys, values and items."""

    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()

    def keys(self):
        self.walks += 1
        return super().keys()

    def values(self):
        self.walks += 1
        return super().values()

    def items(self):
        self.walks += 1
        return super().items()
