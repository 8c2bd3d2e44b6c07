#!/usr/bin/env python3
"""The life of AWSServiceRoleForMediaPackage, by boto3, against a server for tests.

    slr-conformance serve --port 4599 &
    python3 examples/boto3/walkthrough.py http://127.0.0.1:4599 [ACCOUNT]

The server has to show changes at once; a deletion may take its time. ACCOUNT has twelve digits and is the access key
id; drawn unless given, so that nothing is there before. Prints each call and what of its answer matters, and ends with
1 at the first answer that is not the expected one.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from typing import Any, Callable
from urllib.parse import urlsplit

# Nothing of the user's own configuration takes part.
os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")

import boto3  # noqa: E402
from botocore.exceptions import BotoCoreError, ClientError  # noqa: E402

PRINCIPAL = "mediapackage.amazonaws.com"
ROLE = "AWSServiceRoleForMediaPackage"
PATH = f"/aws-service-role/{PRINCIPAL}/"
EC2_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


class Unexpected(Exception):
    """An answer is not the expected one."""

    def __init__(self, expected: Any, observed: Any) -> None:
        super().__init__(f"   ✗ expected {expected}\n     observed {observed}")


steps = 0


def step(title: str) -> None:
    global steps
    steps += 1
    print(f"\n{steps}. {title}")


def expect(expected: Any, observed: Any) -> None:
    """What of an answer matters is this."""
    if observed != expected:
        raise Unexpected(expected, observed)
    print(f"   ✓ {observed}")


def eventually(expected: Any, ask: Callable[[], Any]) -> None:
    """What of the answer matters is this within a minute, whatever it is until then, a refusal included."""
    end = time.monotonic() + 60
    observed: Any = None
    while observed != expected and time.monotonic() < end:
        try:
            observed = ask()
        except ClientError as error:
            observed = error
        if observed != expected:
            time.sleep(0.2)
    expect(expected, observed)


def refused(code: str, http: int, ask: Callable[[], Any]) -> None:
    """The call is refused with this code and status, and nothing else."""
    try:
        answer = ask()
    except ClientError as error:
        observed = (error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])
        if observed != (code, http):
            raise Unexpected((code, http), error) from error
        print(f"   ✓ {code}, HTTP {http}: {error.response['Error']['Message']}")
    else:
        raise Unexpected(f"a refusal with {code}", answer)


def walk(url: str, account: str) -> None:
    def client(service: str) -> Any:
        made = boto3.client(
            service,
            region_name="us-east-1",
            endpoint_url=url,
            aws_access_key_id=account,
            aws_secret_access_key="any",
        )
        made.meta.events.register(
            "provide-client-params", lambda params, model, **_: print(f"   {model.name} {json.dumps(params)}")
        )
        return made

    iam, live = client("iam"), client("mediapackage")
    print(f"{ROLE} in account {account} of {url}")

    step("Make the role")
    role = iam.create_service_linked_role(AWSServiceName=PRINCIPAL)["Role"]
    expect((ROLE, PATH), (role["RoleName"], role["Path"]))
    expect([PRINCIPAL], role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"])

    step("Make it again")
    refused("InvalidInput", 400, lambda: iam.create_service_linked_role(AWSServiceName=PRINCIPAL))

    step("Describe it")
    iam.update_role(RoleName=ROLE, Description="Writes our access logs.")
    eventually("Writes our access logs.", lambda: iam.get_role(RoleName=ROLE)["Role"].get("Description"))

    step("Switch the egress logs of a channel on")
    channel = live.create_channel(Id="walkthrough-1")
    expect("walkthrough-1", channel["Id"])
    logs = live.configure_logs(Id="walkthrough-1", EgressAccessLogs={})
    expect({"LogGroupName": "/aws/MediaPackage/EgressAccessLogs"}, logs.get("EgressAccessLogs"))

    step("Delete the role while the channel needs it")
    task = iam.delete_service_linked_role(RoleName=ROLE)["DeletionTaskId"]
    expect(f"task{PATH}{ROLE}/", task[: task.rindex("/") + 1])

    def status_of(task_id: str) -> Any:
        return iam.get_service_linked_role_deletion_status(DeletionTaskId=task_id)

    eventually("FAILED", lambda: status_of(task)["Status"])
    usage = status_of(task)["Reason"]["RoleUsageList"]
    expect([{"Region": "us-east-1", "Resources": [channel["Arn"]]}], usage)
    expect(role["RoleId"], iam.get_role(RoleName=ROLE)["Role"]["RoleId"])

    step("List it, one role to a page")
    iam.create_role(RoleName="lookalike", AssumeRolePolicyDocument=json.dumps(EC2_TRUST))

    def pages(client_of: Any, operation: str, items: str, name: str, **arguments: Any) -> list[list[str]]:
        paginator = client_of.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **arguments)
        return sorted([item[name] for item in page[items]] for page in paginator)

    eventually([[ROLE], ["lookalike"]], lambda: pages(iam, "list_roles", "Roles", "RoleName"))
    expect([[ROLE]], pages(iam, "list_roles", "Roles", "RoleName", PathPrefix=PATH))

    step("List the channels, one to a page")
    live.create_channel(Id="walkthrough-2")
    eventually([["walkthrough-1"], ["walkthrough-2"]], lambda: pages(live, "list_channels", "Channels", "Id"))

    step("Switch the logs off, and delete the role")
    expect(None, live.configure_logs(Id="walkthrough-1").get("EgressAccessLogs"))
    second = iam.delete_service_linked_role(RoleName=ROLE)["DeletionTaskId"]
    if second == task:
        raise Unexpected("a task of its own", second)
    eventually("SUCCEEDED", lambda: status_of(second)["Status"])
    refused("NoSuchEntity", 404, lambda: iam.get_role(RoleName=ROLE))

    print(f"\nAll {steps} steps answered as AWS answers.")


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit("Give the URL of a server, such as http://127.0.0.1:4599.")
    host = urlsplit(sys.argv[1]).hostname or ""
    if host.endswith(("amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws")):
        sys.exit(f"{host} is AWS itself; this is for a server for tests.")
    account = sys.argv[2] if len(sys.argv) == 3 else str(random.randrange(100_000_000_000, 1_000_000_000_000))
    try:
        walk(sys.argv[1], account)
    except (Unexpected, BotoCoreError, ClientError) as unexpected:
        sys.exit(str(unexpected))


if __name__ == "__main__":
    main()
