"""What the page may not do: each way out of a page that script in it could take is shut here.

The engine has no network at all (engine.py). What is here stops the same ways once more, and those that stay inside:
the request filter all but WebRTC, which asks no filter and is taken out of the page.
"""

import logging
from collections.abc import Iterable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from fleetdesk.mapview.scheme import INDEX, ORIGIN, TILE

_log = logging.getLogger(__name__)

_Attribute = QWebEngineSettings.WebAttribute
_ON = (
    _Attribute.JavascriptEnabled,
    _Attribute.AutoLoadImages,
    _Attribute.Accelerated2dCanvasEnabled,
    _Attribute.PlaybackRequiresUserGesture,
    _Attribute.WebRTCPublicInterfacesOnly,
    _Attribute.ShowScrollBars,
    _Attribute.PreferCSSMarginsForPrinting,
)
_OFF = (
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LinksIncludedInFocusChain,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.XSSAuditingEnabled,
    _Attribute.SpatialNavigationEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.ScrollAnimatorEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.TouchIconsEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.PrintElementBackgrounds,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.ReadingFromCanvasEnabled,
    _Attribute.ForceDarkMode,
    _Attribute.PrintHeaderAndFooter,
    _Attribute.TouchEventsApiEnabled,
    _Attribute.BackForwardCacheEnabled,
    _Attribute.TrimAccessibilityIdentifiers,
)
ATTRIBUTES: dict[QWebEngineSettings.WebAttribute, bool] = {**dict.fromkeys(_ON, True), **dict.fromkeys(_OFF, False)}
"""Every attribute that QtWebEngine has and what it is on the map page; a test fails on one that is not here."""


_Kind = QWebEngineUrlRequestInfo.ResourceType
_TILES = (_Kind.ResourceTypeImage, _Kind.ResourceTypeXhr)  # of images, and of vector maps, which are fetched

SHUT = "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name];"
"""Runs before any script of a page or frame: WebRTC asks neither the request filter nor the content policy."""


def apply_settings(settings: QWebEngineSettings) -> None:
    """Set every attribute, also those whose default is the same today."""
    for attribute, value in ATTRIBUTES.items():
        settings.setAttribute(attribute, value)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


class RequestFilter(QWebEngineUrlRequestInterceptor):
    """Lets through the page's own files, and tiles; nothing else."""

    def __init__(self, names: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = frozenset(f"{ORIGIN}/{name}" for name in names)
        self.refused = 0

    def allows(self, url: str, method: bytes, kind: QWebEngineUrlRequestInfo.ResourceType) -> bool:
        """Return whether a request may be asked of the scheme's handler."""
        if method != b"GET":
            return False
        if kind == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeMainFrame:
            return url == INDEX
        return url in self._own or (kind in _TILES and TILE.fullmatch(url.removeprefix(ORIGIN)) is not None)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block a request that is not allowed."""
        url = info.requestUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if not self.allows(url, bytes(info.requestMethod().data()), info.resourceType()):
            self.refused += 1
            info.block(True)


class GuardedProfile(QWebEngineProfile):
    """A profile that keeps nothing: no name, so off the record; no cookie, download or permission."""

    def __init__(self, request_filter: RequestFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
        self.setSpellCheckEnabled(False)
        self.setPushServiceEnabled(False)
        self.setUrlRequestInterceptor(request_filter)
        self.cookieStore().setCookieFilter(lambda _request: False)
        self.downloadRequested.connect(lambda download: download.cancel())
        self.setNotificationPresenter(lambda notification: notification.close())


class GuardedPage(QWebEnginePage):
    """A page that stays where it is, opens nothing and asks nothing."""

    def __init__(self, profile: QWebEngineProfile, ground: QColor, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        apply_settings(self.settings())
        self.scripts().insert(_shut())
        self.setBackgroundColor(ground)
        self.certificateError.connect(_reject_certificate)
        self.permissionRequested.connect(lambda permission: permission.deny())
        self.fullScreenRequested.connect(lambda request: request.reject())
        self.registerProtocolHandlerRequested.connect(lambda request: request.reject())
        self.fileSystemAccessRequested.connect(lambda request: request.reject())
        self.desktopMediaRequested.connect(lambda request: request.cancel())
        self.webAuthUxRequested.connect(lambda request: request.cancel())
        self.selectClientCertificate.connect(lambda selection: selection.selectNone())

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        """Accept a navigation to the page itself only."""
        return main and QUrl(url).toString() == INDEX

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Open no window: None is Qt's word for that, which its Python signature does not know."""
        return None  # type: ignore[return-value]

    def chooseFiles(self, mode: QWebEnginePage.FileSelectionMode, old: object, mimes: object) -> list[str]:
        """Return no file: none is ever handed to the page."""
        return []

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        """Ignore the alert: the page shows no box of its own."""

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        """Return False: the page may ask nothing."""
        return False

    def javaScriptPrompt(self, origin: QUrl | str, message: str, default: str) -> tuple[bool, str]:
        """Return no answer: the page may ask nothing."""
        return False, ""

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Log errors of the page's own script by file and line; the text may hold a vendor's words."""
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            _log.warning("map page: error at %s:%s", source, line)
            _log.debug("map page: %s", message)


def _shut() -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName("shut")
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setRunsOnSubFrames(True)
    script.setSourceCode(SHUT)
    return script


def _reject_certificate(error: QWebEngineCertificateError) -> None:
    error.rejectCertificate()
