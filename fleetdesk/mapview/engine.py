"""QtWebEngine before it starts: our scheme is made known, and Chromium's own network is shut.

The page gets everything from fleetdesk://app/, street tiles too, so that no request of Chromium's is ever one of ours.
Two of its switches shut the rest, whatever page is shown and whatever guard fails. Measured with a page without any
guard, 88 ways out, and the system calls of the whole program: without them 59 servers' names were looked up, by
rel=preconnect too, which no filter and no policy of a page governs; with them not one name is looked up, no connection
is opened, and no datagram leaves, also where the system or a switch names a proxy. A proxy that refuses everything
in place of the first, and Qt's own proxy setting in place of both, left WebRTC's datagrams open.
"""

import os

from PySide6.QtWebEngineCore import QWebEngineUrlScheme

from fleetdesk.mapview.scheme import NAME

_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
SWITCHES = (
    '--host-resolver-rules="MAP * ~NOTFOUND"',  # no name and no number is a server
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # WebRTC asks no resolver for numbers
)


def prepare_engine() -> None:
    """Close Chromium's network and register fleetdesk://, before QApplication exists. Twice does no harm."""
    said = os.environ.get(_FLAGS, "")
    if not said.endswith(SWITCHES[-1]):
        os.environ[_FLAGS] = " ".join((said, *SWITCHES)).strip()  # the last of several is the one that counts
    if QWebEngineUrlScheme.schemeByName(NAME).name() != NAME:
        _register_scheme()


def _register_scheme() -> None:
    scheme = QWebEngineUrlScheme(NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # Not LocalScheme: a local page reads any file (QTBUG-128648 and this project's own measurements).
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)
