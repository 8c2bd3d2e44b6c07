"""Access logs of MediaPackage, and the role that writes them: the library of this example, and what is under test.

It is written as such a library would be if nobody had thought of a conformance suite: it takes boto3 clients from a
function, and knows nothing of slots or verdicts.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Optional

#: The log group that MediaPackage chooses itself.
DEFAULT_GROUP = ""


class RoleInUse(Exception):
    """The role was not deleted, because resources still write logs with it."""

    def __init__(self, deletion: Deletion) -> None:
        super().__init__(deletion.reason or "The role is in use.")
        self.deletion = deletion


@dataclass(frozen=True)
class Deletion:
    """How far the deletion of the role is."""

    status: str
    reason: Optional[str]
    #: Region name and ARNs of what uses the role, as far as the service tells.
    usage: list[tuple[Optional[str], list[str]]]

    @property
    def ended(self) -> bool:
        return self.status in ("SUCCEEDED", "FAILED")


def _logs(**groups: Optional[str]) -> dict[str, Any]:
    """Members of a request: a log that is None is left out, which switches it off."""
    return {name: {"LogGroupName": group} if group else {} for name, group in groups.items() if group is not None}


class MediaAccessLogging:
    """Switches access logs on and off, and removes the role when nothing needs it."""

    def __init__(self, client: Callable[[str, str], Any], home_region: str = "us-east-1") -> None:
        """Gets its clients by service and region name; IAM, which has no regions, by the home region."""
        self._client = client
        self._home_region = home_region

    def set_channel_logs(
        self, region: str, channel_id: str, ingress: Optional[str] = None, egress: Optional[str] = None
    ) -> dict[str, Any]:
        """Switches the logs of a channel on, each with its log group, or off where that is None."""
        logs = _logs(IngressAccessLogs=ingress, EgressAccessLogs=egress)
        return self._client("mediapackage", region).configure_logs(Id=channel_id, **logs)

    def set_group_logs(self, region: str, group_id: str, egress: Optional[str] = None) -> dict[str, Any]:
        """The same for a packaging group, which has egress logs alone."""
        return self._client("mediapackage-vod", region).configure_logs(Id=group_id, **_logs(EgressAccessLogs=egress))

    def start_role_deletion(self, role_name: str) -> str:
        """Asks for the role's deletion; gives the id of the task, by which to ask how far it is."""
        return self._iam().delete_service_linked_role(RoleName=role_name)["DeletionTaskId"]

    def deletion(self, task_id: str) -> Deletion:
        """How far a deletion is."""
        answer = self._iam().get_service_linked_role_deletion_status(DeletionTaskId=task_id)
        reason = answer.get("Reason", {})
        usage = [(entry.get("Region"), entry.get("Resources", [])) for entry in reason.get("RoleUsageList", [])]
        return Deletion(answer["Status"], reason.get("Reason"), usage)

    def delete_role(self, role_name: str, timeout: float = 300.0, pause: float = 3.0) -> None:
        """Deletes the role and waits for it. A fresh task may not be found at first, which is no failure."""
        task_id = self.start_role_deletion(role_name)
        iam = self._iam()
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                deletion = self.deletion(task_id)
            except iam.exceptions.NoSuchEntityException:
                deletion = None
            if deletion is not None and deletion.status == "FAILED":
                raise RoleInUse(deletion)
            if deletion is not None and deletion.ended:
                return
            time.sleep(pause)
        raise TimeoutError(f"The deletion of {role_name} did not end within {timeout:g} s.")

    def _iam(self) -> Any:
        return self._client("iam", self._home_region)
