"""Where what the desk showed is recorded, and how much of it."""

from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import MB
from fleetdesk.storage.recording import RECORDING_DB, RecordingFile


def recording_file(profile: Profile) -> RecordingFile:
    """Return the file of this user, which is not open yet."""
    settings = profile.settings
    return RecordingFile(profile.folders.data / RECORDING_DB, settings.recording_mb * MB, settings.recording_days)
