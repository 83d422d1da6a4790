"""Documents of a Metrotec account: listed, filed on a task, given another type."""

from collections.abc import Mapping
from typing import Any, cast

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.outgoing import Outgoing
from fleetdesk.api.parts import RowList
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.tasks import Document

TASK_FILES = "route_tasks"


class DocumentCalls:
    """The document operations of one account."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def of_task(self, task: int) -> RowList[Document]:
        """List the files of a task."""
        return await self._list({"pivot_type": TASK_FILES, "pivot_id": str(task)}, urgent=True)

    async def everywhere(self) -> RowList[Document]:
        """List the files of the whole company; those of tasks are the ones that bear a task."""
        return await self._list(None, urgent=False)

    async def _list(self, given: Mapping[str, Any] | None, *, urgent: bool) -> RowList[Document]:
        answered = await self._calls.call("files.list", given, urgent=urgent)
        return RowList(answered.values, len(answered.dropped))

    async def file(self, task: int, upload: Upload, name: str, copy: Outgoing) -> Document:
        """File a copy on a task."""
        given = {
            "file": (name, copy, upload.mime),
            "pivot_type": TASK_FILES,
            "pivot_id": str(task),
            "file_type": upload.type.value,
            "hidden": int(upload.hidden),
            "auto_crop": int(upload.auto_crop) or None,
            "auto_type": upload.auto_type,
            "max_files": upload.max_files,
        }
        return cast(Document, (await self._calls.call("files.upload", given)).values)

    async def set_type(self, document: int, document_type: DocumentType) -> None:
        """Give a filed document another type."""
        await self._calls.call("files.set_type", {"id": document, "file_type": document_type.value})
