"""The library of this example as a target of the suite (docs/exec-protocol.md).

    SLR_ENDPOINT_URL=http://127.0.0.1:4566 slr-conformance run --target "exec:python3 examples/python-target/target.py"

Variables: SLR_ENDPOINT_URL, where to send calls; SLR_ACCOUNT_HEADER, the header by which that server tells accounts
apart, where it is not the access key id (moto: x-moto-account-id); SLR_SETTLE_MS, how long a change may take to show,
10,000 unless given. With --library-only the report vouches only for what goes through the library.
"""

import json
import os
import random
import sys
import traceback
from urllib.parse import urlsplit

# Nothing of the user's own AWS configuration takes part.
os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")

import boto3  # noqa: E402
from botocore import xform_name  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import BotoCoreError, ClientError  # noqa: E402
from botocore.parsers import ResponseParserError  # noqa: E402
from media_access_logging import MediaAccessLogging  # noqa: E402

URL = os.environ.get("SLR_ENDPOINT_URL", "")
HEADER = os.environ.get("SLR_ACCOUNT_HEADER")
AWS = (".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws", ".api.amazonwebservices.com.cn")
#: One call, once: no retries, and nothing is checked before it is sent.
CONFIG = Config(retries={"total_max_attempts": 1}, parameter_validation=False, connect_timeout=10, read_timeout=10)


def group(logs):
    """A log group as the library takes it: None where the log is to be off."""
    return None if logs is None else logs.get("LogGroupName", "")


def set_channel_logs(library, region, Id, IngressAccessLogs=None, EgressAccessLogs=None):
    return library.set_channel_logs(region, Id, group(IngressAccessLogs), group(EgressAccessLogs))


def set_group_logs(library, region, Id, EgressAccessLogs=None):
    return library.set_group_logs(region, Id, group(EgressAccessLogs))


def start_role_deletion(library, _, RoleName):
    return {"DeletionTaskId": library.start_role_deletion(RoleName)}


def deletion(library, _, DeletionTaskId):
    told = library.deletion(DeletionTaskId)
    usage = [{"Region": region, "Resources": arns} for region, arns in told.usage]
    return {"Status": told.status, "Reason": {"Reason": told.reason, "RoleUsageList": usage}}


#: The calls that go through the library; all others go straight to boto3.
LIBRARY = {
    "mediapackage:ConfigureLogs": set_channel_logs,
    "mediapackage-vod:ConfigureLogs": set_group_logs,
    "iam:DeleteServiceLinkedRole": start_role_deletion,
    "iam:GetServiceLinkedRoleDeletionStatus": deletion,
}

clients = {}


def client(service, region, account, key):
    """A boto3 client that signs with a key, or else for an account."""
    access_key = key["accessKeyId"] if key else "conformance" if HEADER else account
    where = (service, region, account, access_key)
    if where not in clients:
        secret = key["secretAccessKey"] if key else "not-a-secret"
        keys = {"aws_access_key_id": access_key, "aws_secret_access_key": secret}
        made = boto3.client(service, region, endpoint_url=URL, config=CONFIG, **keys)
        if HEADER:
            made.meta.events.register("before-call", lambda params, **_: params["headers"].update({HEADER: account}))
        clients[where] = made
    return clients[where]


def call(session, service, action, region, input, key=None, **_):
    def made(service, region):
        return client(service, region, session, key)

    through = LIBRARY.get(f"{service}:{action}")
    try:
        if through is not None:
            return {"output": through(MediaAccessLogging(made), region, **input)}
        return {"output": getattr(made(service, region), xform_name(action))(**input)}
    except ClientError as refusal:
        error, metadata = refusal.response["Error"], refusal.response["ResponseMetadata"]
        told = {"code": error.get("Code", ""), "message": error.get("Message", "")}
        return {"refused": {**told, "http": metadata["HTTPStatusCode"]}}
    except (BotoCoreError, ResponseParserError) as error:
        return {"unknown": str(error)}


def hello(**_):
    return {
        "protocol": 2,
        "name": "media_access_logging.py",
        "version": f"boto3 {boto3.__version__}",
        "endpoint": URL,
        "regions": ["us-east-1", "eu-west-1"],
        "settleMs": int(os.environ.get("SLR_SETTLE_MS", "10000")),
        "isolation": f"new account id per world ({HEADER or 'access key id'})",
        **({"through": list(LIBRARY)} if "--library-only" in sys.argv[1:] else {}),
    }


accounts = iter(range(random.randrange(100_000_000_000, 900_000_000_000), 10**12))


def open_session(**_):
    account = str(next(accounts))
    return {"session": account, "account": account}


def close(**_):
    clients.clear()
    return {}


OPS = {"hello": hello, "open": open_session, "call": call, "close": close}


def main():
    host = urlsplit(URL).hostname or ""
    if not host:
        sys.exit("SLR_ENDPOINT_URL has to be the URL of a server, such as http://127.0.0.1:4566.")
    if ("." + host.rstrip(".")).endswith(AWS):
        sys.exit(f"{host} is AWS itself. SLR_ENDPOINT_URL has to be the URL of a server for tests.")
    for line in sys.stdin:
        message = json.loads(line)
        id, op = message.pop("id"), message.pop("op")
        try:
            answer = {"ok": OPS.get(op, lambda **_: {})(**message)}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": {"message": repr(error)}}
        print(json.dumps({"id": id, **answer}, default=str), flush=True)


if __name__ == "__main__":
    main()
