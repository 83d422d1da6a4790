"""Where the fetched past is kept, and how much of it."""

from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import MB
from fleetdesk.storage.history import HistoryFile


def history_file(profile: Profile) -> HistoryFile:
    """Return the file of this user, which is not open yet."""
    return HistoryFile(profile.folders.data / "history.db", profile.settings.history_mb * MB)
