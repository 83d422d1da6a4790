"""What tests of looking share: documents on the disk, looked at and joined, and where their colours are."""

import io

from PIL import Image

from fleetdesk.documents.decoder_client import NamedFile, Viewer

PATIENT_S = 60  # what is measured elsewhere is not to fail here because the machine is busy


def opened(data):
    return Image.open(io.BytesIO(data))


def near(colour, wanted):
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=False))


def sides(image):
    """The colours a third of the way in from the left, the top, the right and the bottom."""
    image = image.convert("RGB")
    wide, high = (side // 12 for side in image.size)
    spots = [(4 * wide, 6 * high), (6 * wide, 4 * high), (8 * wide, 6 * high), (6 * wide, 8 * high)]
    names = {"red": (255, 0, 0), "blue": (0, 0, 255)}
    return [next((n for n, c in names.items() if near(image.getpixel(spot), c)), "") for spot in spots]


async def look(path, **more):
    return await Viewer().look(path, path.name, deadline_s=PATIENT_S, **more)


async def joined(*paths, turn=0):
    return await Viewer().join([NamedFile(path, path.name, turn) for path in paths], "all.pdf", PATIENT_S)
