"""The command "Address service": one is chosen, asked once whether it answers, and remembered."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Addresses
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.background import Background
from fleetdesk.ui.map.address_dialog import AddressDialog
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

FAILING = _("The address service fails; addresses complete from what this desk knows.")


class AddressCommands:
    """Binds the choice of an address service to the service and the settings. `open_geocoder` may wait for a disk."""

    def __init__(
        self,
        window: Callable[[], QWidget],
        profile: Profile,
        service: AddressService,
        open_geocoder: Callable[[Addresses], Geocoder | None],
        background: Background,
        notices: Notices,
    ) -> None:
        self._window, self._profile, self._service, self._open = window, profile, service, open_geocoder
        self._background, self._notices = background, notices
        service.failed.connect(lambda why: notices.say(together(FAILING, why), trouble=True))

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.MAP, _("Address service"), "", self.pick, asks=True)]

    def pick(self) -> None:
        """Ask for the address service."""
        dialog = AddressDialog(self._window(), self._profile.settings.addresses)
        dialog.used.connect(lambda chosen: self._background.start(self._use(chosen, dialog), "use address service"))
        dialog.show_it()

    def ask_chosen(self, chosen: Addresses) -> None:
        """Ask the service of the settings from now on, or say why that cannot be."""
        self._background.start(self._ask_chosen(chosen), "address service")

    async def _ask_chosen(self, chosen: Addresses) -> None:
        try:
            await self._service.use(await asyncio.to_thread(self._open, chosen))
        except FleetError as error:
            await self._service.use(None)
            self._notices.say(together(_("The address service cannot be asked."), error), trouble=True)

    async def _use(self, chosen: Addresses, dialog: AddressDialog) -> None:
        """Use a service that answers, and remember it."""
        try:
            geocoder = await self._answering(chosen)
        except FleetError as error:
            say_failure(dialog, dialog.say_refused, str(error), self._notices)
            return
        accept(dialog)
        await self._service.use(geocoder)
        settings = replace(self._profile.settings, addresses=chosen)
        await asyncio.to_thread(self._profile.save_settings, settings)

    async def _answering(self, chosen: Addresses) -> Geocoder | None:
        """Open a service and ask it once; FleetError with what is wrong."""
        geocoder = await asyncio.to_thread(self._open, chosen)
        if geocoder is not None:
            try:
                await geocoder.try_out()
            except BaseException:
                await geocoder.close()
                raise
        return geocoder
