"""The library of this example as a target of the suite.

    SLR_ENDPOINT_URL=http://127.0.0.1:4566 slr-conformance run --target "exec:python3 examples/python-target/target.py"

Variables: SLR_ENDPOINT_URL, where to send calls; SLR_ACCOUNT_HEADER, the header by which that server tells accounts
apart, where it is not the access key id (moto: x-moto-account-id); SLR_SETTLE_MS, how long a change may take to show,
10,000 unless given. With --library-only the report vouches only for what goes through the library.
"""

from __future__ import annotations

import os
import random
import sys
from typing import Any
from urllib.parse import urlsplit

# Nothing of the user's own AWS configuration takes part.
os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")

import boto3  # noqa: E402
from media_access_logging import MediaAccessLogging  # noqa: E402
from slr_conformance_port import (  # noqa: E402
    Connection,
    Facets,
    Json,
    Session,
    channel_id,
    group_id,
    log_group,
    required,
    serve,
)

REGIONS = ["us-east-1", "eu-west-1"]
AWS = (".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws", ".api.amazonwebservices.com.cn")


class LibrarySession(Session):
    """Operations that the library covers go through it, the others straight to boto3."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.library = MediaAccessLogging(self.client)

    def ConfigureLogs(self, region: int, channel: int, ingress: Json = None, egress: Json = None) -> Facets:
        self.logs(IngressAccessLogs=ingress, EgressAccessLogs=egress)
        groups = (log_group(ingress), log_group(egress))
        answer = self.library.set_channel_logs(self.names.regions[region], channel_id(channel), *groups)
        return self.seen_channel(answer, region, channel)

    def ConfigurePackagingGroupLogs(self, region: int, group: int, egress: Json = None) -> Facets:
        self.logs(EgressAccessLogs=egress)
        answer = self.library.set_group_logs(self.names.regions[region], group_id(group), log_group(egress))
        return self.seen_group(answer, region, group)

    def DeleteServiceLinkedRole(self, role: str) -> Facets:
        return self.handed_out(self.library.start_role_deletion(self.names.role(role)))

    def GetServiceLinkedRoleDeletionStatus(self, task: Json, **_: Json) -> Facets:
        deletion = self.library.deletion(self.names.task(task))
        return self.deletion(required(deletion.status, "status"), deletion.reason, deletion.usage)


#: The kinds of operation that LibrarySession lets go through the library.
THROUGH = [name for name in vars(LibrarySession) if name[0].isupper()]


def main() -> None:
    url = os.environ.get("SLR_ENDPOINT_URL", "")
    host = urlsplit(url).hostname or ""
    if not host:
        sys.exit("SLR_ENDPOINT_URL has to be the URL of a server, such as http://127.0.0.1:4566.")
    if ("." + host.rstrip(".")).endswith(AWS):
        sys.exit(f"{host} is AWS itself. SLR_ENDPOINT_URL has to be the URL of a server for tests.")
    header = os.environ.get("SLR_ACCOUNT_HEADER")
    first_account = random.randrange(100_000_000_000, 900_000_000_000)
    worlds = 0

    def introduction(_: Json) -> Json:
        return {
            "name": "media_access_logging.py",
            "version": f"boto3 {boto3.__version__}",
            "endpoint": url,
            "regions": REGIONS,
            "settleMs": int(os.environ.get("SLR_SETTLE_MS", "10000")),
            "virtualTime": False,
            "isolation": f"new account id per world ({header or 'access key id'})",
            "capabilities": {"snapshot": True, "clock": False, "leftovers": False},
            **({"through": THROUGH} if "--library-only" in sys.argv[1:] else {}),
        }

    def open_session(hello: Json, _: Json) -> Session:
        nonlocal worlds
        account = str(first_account + worlds)
        worlds += 1
        headers = {header: account} if header else {}
        connection = Connection(url, "conformance" if header else account, headers)
        return LibrarySession(hello, REGIONS, connection, account)

    serve(introduction, open_session)


if __name__ == "__main__":
    main()
