"""The suite's protocol 1 (docs/exec-protocol.md) for programs that use boto3: copy this file, and subclass `Session`.

`serve` is the loop over standard input and output. `Session` performs every operation with boto3 directly; a subclass
lets those that its own code covers go through that code. `Connection` makes the boto3 clients and keeps each answer as
it came, from which `outcome_of` tells what an exception means. Needs Python 3.9 and boto3.
"""

from __future__ import annotations

import json
import re
import sys
import traceback
from datetime import timezone
from typing import Any, Callable, Optional
from xml.etree import ElementTree

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.parsers import ResponseParserError

PROTOCOL = 1
Json = Any
Operation = dict[str, Json]
Outcome = dict[str, Json]
Facets = dict[str, Json]

# --------------------------------------------------------------------------------------------------------------------
# The loop


def serve(introduction: Callable[[Json], Json], open_session: Callable[[Json, Json], Session]) -> None:
    """Answers the suite until it says goodbye or is gone.

    `introduction` gets the message `hello` and gives the answer; `open_session` gets that message and a world.
    """
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # Nothing that is printed by mistake gets among the answers.
    hello: Json = None
    sessions: dict[str, Session] = {}

    def answer(message: Json) -> Json:
        nonlocal hello
        op = message["op"]
        if op == "hello":
            hello = message
            return {"protocol": PROTOCOL, **introduction(message)}
        if op == "bye":
            return {}
        if op == "open":
            name = str(message["world"]["index"]) + "/" + str(len(sessions))
            session = sessions[name] = open_session(hello, message["world"])
            return {"session": name, **({"account": session.account} if session.account else {})}
        session = sessions[message["session"]]
        before = session.connection.calls
        if op == "perform":
            return {"outcome": session.perform(message["operation"]), "calls": session.connection.calls - before}
        if op == "snapshot":
            outcomes = [session.perform(operation) for operation in message["operations"]]
            return {"outcomes": outcomes, "calls": session.connection.calls - before}
        if op == "close":
            session.close()
            return {}
        raise ValueError(f"unknown message: {op}")

    for line in sys.stdin.buffer:
        message = json.loads(line)
        try:
            reply = {"id": message["id"], "ok": answer(message)}
        except Exception as error:  # A fault of this program; the suite ends the run with it.
            traceback.print_exc()
            reply = {"id": message["id"], "error": {"message": f"{type(error).__name__}: {error}"}}
        answers.write(json.dumps(reply, separators=(",", ":")).encode() + b"\n")
        answers.flush()
        if message["op"] == "bye":
            return


# --------------------------------------------------------------------------------------------------------------------
# Outcomes


class NotAnswered(Exception):
    """Leaves an operation with an outcome that is no answer."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome["kind"])
        self.outcome = outcome


def refused(code: str, http: int, message: str) -> Outcome:
    return {"kind": "refused", "code": code, "http": http, "message": message}


def unsupported(evidence: str) -> Outcome:
    return {"kind": "unsupported", "evidence": evidence}


def indeterminate(why: str, http: Optional[int] = None) -> Outcome:
    return {"kind": "indeterminate", "why": why, **({} if http is None else {"http": http})}


class Answer:
    """An HTTP answer as it came."""

    def __init__(self, service: str, status: int, headers: Any, body: bytes) -> None:
        self.status = status
        self.content_type = headers.get("content-type", "").split(";")[0].strip()
        self.location = headers.get("location", "")
        self.text = body.decode("utf-8", "replace")
        start = self.text[:200].lstrip().lower()
        self.form = (
            "empty" if not start else
            "html" if start.startswith(("<!doctype html", "<html")) else
            "xml" if start.startswith("<") else
            "json" if start.startswith(("{", "[")) else "text"
        )  # fmt: skip
        typed = _bare(headers.get("x-amzn-errortype", ""))
        query = service in ("iam", "sts")
        fits = self.form == ("xml" if query else "json")
        #: Whether a success may have this body: the query services always answer with XML.
        self.readable = fits or (self.form == "empty" and not query)
        #: Whether an error of this service may have this body.
        self.native = fits or (self.form == "empty" and typed != "")
        self.code, self.message, self.s3 = _error_of(self.form, self.text)
        self.code = typed or self.code

    @property
    def quoted(self) -> str:
        body = " ".join(self.text.split())
        shown = body[:120] + "..." if len(body) > 120 else body or "(empty body)"
        return f"HTTP {self.status} {self.content_type or 'without content type'}: {shown}"


def _bare(code: Json) -> str:
    """`aws.protocols#NotFoundException:http://...` is `NotFoundException`."""
    return re.split("[:,]", code)[0].split("#")[-1].strip() if isinstance(code, str) else ""


def _error_of(form: str, text: str) -> tuple[str, str, bool]:
    """Code and message of an error body, and whether it has S3's form: XML whose root is Error."""
    try:
        if form == "xml":
            root = ElementTree.fromstring(text)
            local = {element: element.tag.rsplit("}")[-1] for element in root.iter()}
            error = next((element for element in root.iter() if local[element] == "Error"), None)
            parts = {local[part]: (part.text or "").strip() for part in (error if error is not None else ())}
            s3 = error is root or "http://s3.amazonaws.com/doc/" in text
            return _bare(parts.get("Code", "")), parts.get("Message", ""), s3
        body = json.loads(text) if form == "json" else {}
    except (ElementTree.ParseError, ValueError):
        body = {}
    body = body if isinstance(body, dict) else {}
    code = next((body[key] for key in ("code", "__type", "Code") if isinstance(body.get(key), str)), "")
    message = next((body[key] for key in ("message", "Message", "errorMessage") if isinstance(body.get(key), str)), "")
    return _bare(code), message, False


_NO_OPERATION = re.compile(
    r"((Invalid|Unknown|Unsupported)(Action|Operation)|(Action|Operation)NotSupported|NotImplemented|NotYetImplemented)"
    r"(Exception|Error|Fault)?"
)
_THROTTLED = re.compile(
    r"Throttl(ing|ed)(Exception)?|TooManyRequests(Exception)?|RequestLimitExceeded|RequestThrottled(Exception)?|SlowDown"
    r"|PriorRequestNotComplete|BandwidthLimitExceeded"
)


def translate(answer: Answer) -> Outcome:
    """What an answer means that is no success. `unsupported` needs strong evidence; the rest is indeterminate."""
    code, status, quoted = answer.code, answer.status, answer.quoted
    no_route = status in (404, 405)
    foreign = not answer.native and answer.form != "empty"
    if _NO_OPERATION.fullmatch(code):
        return unsupported(f"error {code}: {quoted}")
    if status == 501:
        return unsupported(f"not implemented: {quoted}")
    if answer.s3 and (no_route or (not answer.native and status < 500)):
        return unsupported(f"answered as S3: {quoted}")
    if foreign and no_route:
        return unsupported(f"no such route: {quoted}")
    if foreign:
        return indeterminate(f"not an AWS answer: {quoted}", status)
    if status >= 500:
        return indeterminate(f"server error: {quoted}", status)
    if status == 429 or _THROTTLED.fullmatch(code):
        return indeterminate(f"throttled: {quoted}", status)
    if status >= 400 and code:
        return refused(code, status, answer.message)
    if no_route:
        return unsupported(f"no such route: {quoted}")
    if 300 <= status < 400:
        return indeterminate(f"redirect to {answer.location or 'nowhere'}, not followed: {quoted}", status)
    return indeterminate(f"unreadable: {quoted}", status)


# --------------------------------------------------------------------------------------------------------------------
# Clients


class Connection:
    """The boto3 clients of one account. Nothing is retried, and nothing is validated before it is sent."""

    _boto3: Optional[boto3.Session] = None

    def __init__(self, endpoint_url: str, access_key_id: str, headers: dict[str, str], timeout: float = 10.0) -> None:
        self.calls = 0
        self.last: Optional[Answer] = None
        self._endpoint_url = endpoint_url
        self._keys = (access_key_id, "not-a-secret")
        self._headers = headers
        self._config = Config(
            retries={"total_max_attempts": 1, "mode": "standard"},
            parameter_validation=False,
            connect_timeout=timeout,
            read_timeout=timeout,
        )
        self._clients: dict[tuple[str, str, str], Any] = {}

    def client(self, service: str, region: str, keys: Optional[tuple[str, str]] = None) -> Any:
        """A client of the account's administrator, or of whoever has these keys."""
        access_key_id, secret = keys or self._keys
        key = (service, region, access_key_id)
        if key not in self._clients:
            Connection._boto3 = Connection._boto3 or boto3.Session()
            client = Connection._boto3.client(
                service,
                region_name=region,
                endpoint_url=self._endpoint_url,
                aws_access_key_id=access_key_id,
                aws_secret_access_key=secret,
                config=self._config,
            )
            client.meta.events.register("before-send", self._sending)
            client.meta.events.register("before-parse", self._received)
            self._clients[key] = client
        return self._clients[key]

    def _sending(self, request: Any, **_: Any) -> None:
        self.calls += 1
        self.last = None
        for name, value in self._headers.items():
            request.headers[name] = value

    def _received(self, operation_model: Any, response_dict: Any, **_: Any) -> None:
        service = operation_model.service_model.service_name
        self.last = Answer(service, response_dict["status_code"], response_dict["headers"], response_dict["body"])
        if self.last.status < 300 and not self.last.readable:
            raise NotAnswered(translate(self.last))

    def outcome_of(self, error: BaseException) -> Optional[Outcome]:
        """What an exception means that came out of a call, however it was wrapped; None for a fault of the program."""
        cause: Optional[BaseException] = error
        while cause is not None:
            if isinstance(cause, NotAnswered):
                return cause.outcome
            if isinstance(cause, (ClientError, ResponseParserError)) and self.last is not None:
                return translate(self.last)
            if isinstance(cause, HTTPClientError):  # No connection, or no whole answer in time.
                return indeterminate(f"connection lost: {' '.join(str(cause).split())[:200]}")
            cause = cause.__cause__ or cause.__context__
        return None


# --------------------------------------------------------------------------------------------------------------------
# Facets


def present(**facets: Json) -> Facets:
    """The facets that are there."""
    return {name: value for name, value in facets.items() if value is not None}


def grants(document: Json) -> Optional[list[str]]:
    """A policy document as its sorted grants. boto3 gives documents of IAM decoded, or as text where it cannot."""
    if document is None:
        return None
    try:
        parsed = json.loads(document) if isinstance(document, str) else document
        return sorted({grant for statement in _list(parsed.get("Statement")) for grant in _grants_of(statement)})
    except (ValueError, AttributeError):
        return [f"unreadable: {' '.join(str(document).split())[:120]}"]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _grants_of(statement: Json) -> list[str]:
    principal = statement.get("Principal")
    if isinstance(principal, dict):
        principals = [f"to {kind} {name}" for kind, names in principal.items() for name in _list(names)]
    else:
        principals = [f"to principal {name}" for name in _list(principal)]
    objects = [f"on {resource}" for resource in _list(statement.get("Resource"))] + principals
    known = ("Sid", "Effect", "Action", "Resource", "Principal")
    odd = "".join(
        f" with {key} {json.dumps(statement[key], separators=(',', ':'), ensure_ascii=False)}"
        for key in sorted(statement)
        if key not in known
    )
    return [
        f"{statement.get('Effect')} {action} {on}{odd}"
        for action in _list(statement.get("Action")) or ["no action"]
        for on in objects or ["on nothing"]
    ]


def made_role(role: Json) -> Facets:
    """What every answer with a role shows."""
    date = role.get("CreateDate")
    return present(
        name=role.get("RoleName"),
        path=role.get("Path"),
        arn=role.get("Arn"),
        roleId=role.get("RoleId"),
        createDate=date and date.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        trust=grants(role.get("AssumeRolePolicyDocument")),
    )


def listed_role(role: Json) -> Facets:
    """A role as ListRoles shows it."""
    duration = present(sessionDuration=role.get("MaxSessionDuration"))
    return {**made_role(role), **duration, "description": role.get("Description") or None}


def whole_role(role: Json) -> Facets:
    """A role as GetRole shows it."""
    boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn") or None
    return {**listed_role(role), "boundary": boundary, "tags": tags_of(role.get("Tags", []))}


def tags_of(tags: Json) -> Json:
    return {tag.get("Key", ""): tag.get("Value", "") for tag in tags}


def access_log(logs: Json) -> Optional[str]:
    """None when off, empty when on with no group shown, else the group."""
    return None if logs is None else logs.get("LogGroupName") or ""


def channel_facets(channel: Json) -> Facets:
    required(channel.get("Id") or channel.get("Arn"), "channel")
    return {
        "channelDescription": channel.get("Description") or None,
        "ingress": access_log(channel.get("IngressAccessLogs")),
        "egress": access_log(channel.get("EgressAccessLogs")),
    }


def group_facets(group: Json) -> Facets:
    required(group.get("Id") or group.get("Arn"), "packaging group")
    return {"egress": access_log(group.get("EgressAccessLogs"))}


def required(part: Json, what: str) -> Json:
    """The part that an answer must have."""
    if not part:
        raise NotAnswered(indeterminate(f"the answer shows no {what}"))
    return part


# --------------------------------------------------------------------------------------------------------------------
# Names

SUFFIX = "Conformance"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
LOG_GROUPS = {"default": "", "custom": "/aws/MediaPackage/conformance", "bad": "/outside/conformance"}
DESCRIPTIONS = {
    "plain": "Writes access logs.",
    "other": "Made for a test; (edited) = true, 100 %",
    "longest": "d" * 1000,
    "too-long": "d" * 1001,
    "bad-characters": "a dash \u2014 and \u4e2d are outside Latin-1",
}


def description_text(description: Json) -> Optional[str]:
    """The characters of a description; None when there is none."""
    return description["text"] if isinstance(description, dict) else DESCRIPTIONS.get(description)


def log_group(group: Json) -> Optional[str]:
    """The name of a log group, empty for the service's own choice; None when the log is to be off."""
    return group["name"] if isinstance(group, dict) else LOG_GROUPS.get(group)


def _policy(**statement: Json) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


OTHER_TRUST = _policy(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")
SMALL_POLICY = _policy(Action="s3:ListAllMyBuckets", Resource="*")
RESTRICTED_POLICY = _policy(Action=["iam:Get*", "iam:List*", "mediapackage:*", "mediapackage-vod:*"], Resource="*")


class Names:
    """Which role, task and resource of the account stands in which slot of the session."""

    def __init__(self, hello: Json, regions: list[str], account: Optional[str]) -> None:
        self.principal: str = hello["principal"]
        self.path = f"/aws-service-role/{self.principal}/"
        self.regions = regions
        self._documented: str = hello["roleName"]
        self._account = account
        self._roles: dict[str, str] = {}
        self._arns: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._tasks: list[str] = []
        self._holders: dict[str, list[tuple[str, int, int]]] = {}

    @property
    def knows_linked(self) -> bool:
        return "linked" in self._roles

    def role(self, ref: str) -> str:
        if ref in self._roles:
            return self._roles[ref]
        if ref == "linked":
            return self._documented
        if ref == "suffixed":
            return f"{self.role('linked')}_{SUFFIX}"
        return self.role("linked").upper() if ref == "lookalike" else "conformance-" + ref.replace("/", "-")

    def role_arn(self, ref: str) -> str:
        name = self.role(ref)
        path = self.path if ref in ("linked", "suffixed") else "/"
        return self._arns.get(name) or f"arn:aws:iam::{self._account or '000000000000'}:role{path}{name}"

    def seen_role(self, role: Json, ref: Optional[str] = None) -> None:
        """An answer showed a role; `ref` when it is known which."""
        name = role.get("RoleName")
        if name and role.get("Arn"):
            self._arns[name] = role["Arn"]
        if name and role.get("Path"):
            self._paths[name] = role["Path"]
        if name and ref:
            self._roles[ref] = name

    @property
    def stray_path(self) -> Optional[str]:
        """A path of the service's role that is not the documented one, so that a list under that one lacks it."""
        path = self._paths.get(self.role("linked"), self.path)
        return None if path.startswith(self.path) else path

    def lookalike(self, exists: bool) -> None:
        """The lookalike was made, and keeps its name, or was removed."""
        if exists:
            self._roles["lookalike"] = self.role("lookalike")
        else:
            self._roles.pop("lookalike", None)

    def listed(self, roles: list[Json]) -> tuple[Json, list[str]]:
        """The service's role among those under its path, and the names of the others; learns its name if need be."""
        known = self.role("linked")
        found = [role for role in roles if role.get("RoleName") and role.get("Path", self.path).startswith(self.path)]
        found.sort(key=lambda role: role["RoleName"])
        further = [
            role
            for role in found
            if role["RoleName"] not in (known, self._roles.get("suffixed"))
            and not role["RoleName"].endswith("_" + SUFFIX)
        ]
        strangers = [
            role
            for role in further
            if not role["RoleName"].startswith("conformance-ordinary") and role["RoleName"] != self.role("lookalike")
        ]
        strangers.sort(key=lambda role: role["RoleName"] != self._documented)
        linked = next((role for role in roles if role.get("RoleName") == known), next(iter(strangers), None))
        if linked:
            self.seen_role(linked, "linked")
        return linked, [role["RoleName"] for role in further if role is not linked]

    def handed_out(self, task: str) -> None:
        if task not in self._tasks:
            self._tasks.append(task)

    def task(self, ref: Json) -> str:
        if ref == "malformed":
            return "not-a-task"
        place = {"last": -1, "previous": -2}.get(ref, ref)
        if isinstance(place, int) and -len(self._tasks) <= place < len(self._tasks):
            return self._tasks[place]
        return f"task/aws-service-role/{self.principal}/{self.role('linked')}/00000000-0000-4000-8000-000000000000"

    def seen_holder(self, arn: Optional[str], kind: str, region: int, slot: int) -> None:
        keys = self._holders.setdefault(arn or "", [])
        if (kind, region, slot) not in keys:
            keys.append((kind, region, slot))

    def usage(self, region: Optional[str], arns: list[str]) -> Json:
        """An entry of a usage list in slots. Some servers give one ARN to namesakes in several regions."""
        slot = self.regions.index(region) if region in self.regions else None

        def key(arn: str) -> Optional[str]:
            keys = sorted(self._holders.get(arn, []), key=lambda holder: holder[1] != slot)
            return "{}/{}/{}".format(*keys[0]) if keys else None

        return {"region": slot, "holders": [key(arn) for arn in arns]}


def channel_id(slot: int) -> str:
    return f"conformance-channel-{slot}"


def group_id(slot: int) -> str:
    return f"conformance-group-{slot}"


# --------------------------------------------------------------------------------------------------------------------
# Operations


class Session:
    """One world. A method for each kind of operation: it gives facets, or lets the exception of a call through."""

    def __init__(self, hello: Json, regions: list[str], connection: Connection, account: Optional[str]) -> None:
        self.account = account
        self.connection = connection
        self.names = Names(hello, regions, account)
        self.policy_arn: str = hello["policyArn"]
        self._keys: Optional[tuple[str, str]] = None
        self._restricted: Optional[tuple[str, str]] = None
        self._helpers: set[str] = set()
        self._role_may_exist = False

    def perform(self, operation: Operation) -> Outcome:
        """Performs an operation once; raises for a fault of the program alone."""
        arguments = {name: value for name, value in operation.items() if name not in ("kind", "as")}
        method = getattr(self, operation["kind"], None)
        if method is None:
            return unsupported(f"this program has no {operation['kind']}")
        try:
            self._keys = self._restricted_caller() if operation.get("as") == "restricted" else None
            return {"kind": "answered", "facets": method(**arguments)}
        except Exception as error:
            outcome = self.connection.outcome_of(error)
            if outcome is None:
                raise
            return outcome
        finally:
            self._keys = None

    def close(self) -> None:
        """Removes what the session made, where worlds are not apart; here they are."""

    def client(self, service: str, region: str) -> Any:
        """A client of whoever asks."""
        return self.connection.client(service, region, self._keys)

    @property
    def iam(self) -> Any:
        return self.client("iam", "us-east-1")

    def live(self, region: int) -> Any:
        return self.client("mediapackage", self.names.regions[region])

    def vod(self, region: int) -> Any:
        return self.client("mediapackage-vod", self.names.regions[region])

    # The service's role

    def CreateServiceLinkedRole(self, service: str, description: Json = None, suffix: bool = False) -> Facets:
        principal = self.names.principal
        names = {
            "own": principal,
            "unknown": "conformance-unknown.amazonaws.com",
            "wrong-case": principal[0].upper() + principal[1:],
            "malformed": "media package!",
        }
        self._role_may_exist = self._role_may_exist or service == "own"
        role = required(
            self.iam.create_service_linked_role(
                **present(
                    AWSServiceName=names.get(service),
                    Description=description_text(description),
                    CustomSuffix=SUFFIX if suffix else None,
                )
            ).get("Role"),
            "role",
        )
        if service == "own":
            self.names.seen_role(role, "suffixed" if suffix else "linked")
        return made_role(role)

    def DeleteServiceLinkedRole(self, role: str) -> Facets:
        answer = self.iam.delete_service_linked_role(RoleName=self.names.role(role))
        return self.handed_out(answer.get("DeletionTaskId"))

    def handed_out(self, task: Optional[str]) -> Facets:
        """What the answer of a deletion shows."""
        if task:
            self.names.handed_out(task)
        return present(taskId=task or None)

    def GetServiceLinkedRoleDeletionStatus(self, task: Json, **_: Json) -> Facets:
        answer = self.iam.get_service_linked_role_deletion_status(DeletionTaskId=self.names.task(task))
        reason = answer.get("Reason", {})
        usage = [(entry.get("Region"), entry.get("Resources", [])) for entry in reason.get("RoleUsageList", [])]
        return self.deletion(required(answer.get("Status"), "status"), reason.get("Reason"), usage)

    def deletion(self, status: str, reason: Optional[str], usage: list[tuple[Optional[str], list[str]]]) -> Facets:
        """What the answer about a deletion task shows."""
        if status != "FAILED":
            return {"status": status}
        entries = [self.names.usage(region, arns) for region, arns in usage]
        return {"status": status, "reason": reason, "usage": entries}

    def ListRoles(self) -> Facets:
        found = self._roles(self.names.path)
        if self.names.stray_path:
            known = self.names.role("linked")
            found += [role for role in self._roles(self.names.stray_path) if role.get("RoleName") == known]
        linked, others = self.names.listed(found)
        return {**(listed_role(linked) if linked else {}), "listed": linked is not None, "others": others}

    def _roles(self, path: str) -> list[Json]:
        return self._pages("list_roles", "Roles", PathPrefix=path)

    def _pages(self, call: str, items: str, **arguments: str) -> list[Json]:
        """A list of IAM to its end; one without end is nothing to conclude from."""
        found: list[Json] = []
        seen: set[Optional[str]] = {None}
        while True:
            answer = getattr(self.iam, call)(**arguments)
            found += answer.get(items, [])
            marker = answer.get("Marker") if answer.get("IsTruncated") else None
            if marker is None:
                return found
            if marker in seen or len(seen) > 100:
                raise NotAnswered(indeterminate(f"a list without end: {len(seen)} pages"))
            seen.add(marker)
            arguments["Marker"] = marker

    # Any role

    def GetRole(self, role: str) -> Facets:
        try:
            return self._read_role(role)
        except ClientError as error:
            absent = (self.connection.outcome_of(error) or {}).get("code") == "NoSuchEntity"
            if not absent or role != "linked" or self.names.knows_linked or not self._role_may_exist:
                raise
            answer = self.connection.last
            try:
                linked, _ = self.names.listed(self._roles(self.names.path))
            except (ClientError, NotAnswered, HTTPClientError, ResponseParserError):
                linked = None
            if linked is None:
                self.connection.last = answer
                raise error
            return self._read_role(role)

    def _read_role(self, role: str) -> Facets:
        shown = required(self.iam.get_role(RoleName=self.names.role(role)).get("Role"), "role")
        self.names.seen_role(shown)
        return whole_role(shown)

    def CreateRole(self, role: str, path: Optional[str] = None) -> Facets:
        where = present(Path=self.names.path if path == "reserved" else None)
        name = self.names.role(role)
        answer = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=OTHER_TRUST, **where)
        made = required(answer.get("Role"), "role")
        self.names.seen_role(made)
        if role == "lookalike":
            self.names.lookalike(True)
        return made_role(made)

    def DeleteRole(self, role: str) -> Facets:
        self.iam.delete_role(RoleName=self.names.role(role))
        if role == "lookalike":
            self.names.lookalike(False)
        return {}

    def UpdateRole(self, role: str, description: Json = None, maxSessionDuration: Optional[int] = None) -> Facets:
        changes = present(Description=description_text(description), MaxSessionDuration=maxSessionDuration)
        self.iam.update_role(RoleName=self.names.role(role), **changes)
        return {}

    def UpdateRoleDescription(self, role: str, description: Json) -> Facets:
        text = description_text(description)
        answer = self.iam.update_role_description(RoleName=self.names.role(role), Description=text)
        shown = answer.get("Role", {})
        return {"description": shown["Description"] or None} if "Description" in shown else {}

    def UpdateAssumeRolePolicy(self, role: str) -> Facets:
        self.iam.update_assume_role_policy(RoleName=self.names.role(role), PolicyDocument=OTHER_TRUST)
        return {}

    def TagRole(self, role: str, key: str, value: str) -> Facets:
        self.iam.tag_role(RoleName=self.names.role(role), Tags=[{"Key": key, "Value": value}])
        return {}

    def UntagRole(self, role: str, key: str) -> Facets:
        self.iam.untag_role(RoleName=self.names.role(role), TagKeys=[key])
        return {}

    def ListRoleTags(self, role: str) -> Facets:
        return {"tags": tags_of(self._pages("list_role_tags", "Tags", RoleName=self.names.role(role)))}

    def AssumeRole(self, role: str) -> Facets:
        sts = self.client("sts", self.names.regions[0])
        sts.assume_role(RoleArn=self.names.role_arn(role), RoleSessionName="conformance")
        return {}

    # What a role may do

    def _policy_arn(self, policy: Json) -> str:
        return policy["arn"] if isinstance(policy, dict) else self.policy_arn if policy == "service" else READ_ONLY

    def ListAttachedRolePolicies(self, role: str) -> Facets:
        found = self._pages("list_attached_role_policies", "AttachedPolicies", RoleName=self.names.role(role))
        return {"attached": sorted(policy.get("PolicyArn", "") for policy in found)}

    def ListRolePolicies(self, role: str) -> Facets:
        return {"inline": sorted(self._pages("list_role_policies", "PolicyNames", RoleName=self.names.role(role)))}

    def GetPolicy(self) -> Facets:
        policy = required(self.iam.get_policy(PolicyArn=self.policy_arn).get("Policy"), "policy")
        return present(policyArn=policy.get("Arn"), policyPath=policy.get("Path"))

    def GetPolicyVersion(self) -> Facets:
        policy = self.iam.get_policy(PolicyArn=self.policy_arn).get("Policy", {})
        version = required(policy.get("DefaultVersionId"), "default version")
        answer = self.iam.get_policy_version(PolicyArn=self.policy_arn, VersionId=version)
        return present(document=grants(required(answer.get("PolicyVersion"), "policy version").get("Document")))

    def AttachRolePolicy(self, role: str, policy: Json) -> Facets:
        self.iam.attach_role_policy(RoleName=self.names.role(role), PolicyArn=self._policy_arn(policy))
        return {}

    def DetachRolePolicy(self, role: str, policy: Json) -> Facets:
        self.iam.detach_role_policy(RoleName=self.names.role(role), PolicyArn=self._policy_arn(policy))
        return {}

    def PutRolePolicy(self, role: str, name: str = "conformance-inline") -> Facets:
        self.iam.put_role_policy(RoleName=self.names.role(role), PolicyName=name, PolicyDocument=SMALL_POLICY)
        return {}

    def DeleteRolePolicy(self, role: str, name: str = "conformance-inline") -> Facets:
        self.iam.delete_role_policy(RoleName=self.names.role(role), PolicyName=name)
        return {}

    def PutRolePermissionsBoundary(self, role: str) -> Facets:
        self.iam.put_role_permissions_boundary(RoleName=self.names.role(role), PermissionsBoundary=READ_ONLY)
        return {}

    def DeleteRolePermissionsBoundary(self, role: str) -> Facets:
        self.iam.delete_role_permissions_boundary(RoleName=self.names.role(role))
        return {}

    def AddRoleToInstanceProfile(self, role: str) -> Facets:
        profile = self._helper("instance_profile", InstanceProfileName="conformance-profile")
        self.iam.add_role_to_instance_profile(RoleName=self.names.role(role), **profile)
        return {}

    def RemoveRoleFromInstanceProfile(self, role: str) -> Facets:
        profile = self._helper("instance_profile", InstanceProfileName="conformance-profile")
        self.iam.remove_role_from_instance_profile(RoleName=self.names.role(role), **profile)
        return {}

    def AttachUserPolicy(self) -> Facets:
        self.iam.attach_user_policy(PolicyArn=self.policy_arn, **self._helper("user", UserName="conformance-user"))
        return {}

    def AttachGroupPolicy(self) -> Facets:
        self.iam.attach_group_policy(PolicyArn=self.policy_arn, **self._helper("group", GroupName="conformance-users"))
        return {}

    def _helper(self, kind: str, **name: str) -> dict[str, str]:
        """Sees to it that a resource is there that an operation needs beside a role; gives its name."""
        if kind not in self._helpers:
            self._make(kind, lambda: getattr(self.iam, f"create_{kind}")(**name))
            self._helpers.add(kind)
        return name

    def _make(self, what: str, make: Callable[[], Json]) -> Json:
        """Makes what an operation needs; what is there already will do, and any other failure proves nothing."""
        try:
            return make()
        except Exception as error:
            outcome = self.connection.outcome_of(error)
            if outcome is None:
                raise
            if outcome.get("code") == "EntityAlreadyExists":
                return None
            needs = f"the {what} that it needs"
            if outcome["kind"] == "unsupported":
                raise NotAnswered(unsupported(f"{needs}: {outcome['evidence']}")) from error
            why = outcome.get("why") or f"refused: {outcome['code']} {outcome['message']}"
            raise NotAnswered(indeterminate(f"{needs}: {why}", outcome.get("http"))) from error

    def _restricted_caller(self) -> tuple[str, str]:
        """The keys of a user who may neither make, edit nor delete a role; made when first needed."""
        if self._restricted is None:
            name = "conformance-restricted"
            iam = self.connection.client("iam", "us-east-1")
            policy = {"PolicyName": name, "PolicyDocument": RESTRICTED_POLICY}
            self._make("user", lambda: iam.create_user(UserName=name))
            self._make("policy of the user", lambda: iam.put_user_policy(UserName=name, **policy))
            made = self._make("access key of the user", lambda: iam.create_access_key(UserName=name))
            key = required((made or {}).get("AccessKey"), "access key")
            self._restricted = (key["AccessKeyId"], key["SecretAccessKey"])
        return self._restricted

    # Channels and packaging groups

    def CreateChannel(self, region: int, channel: int) -> Facets:
        return self.seen_channel(self.live(region).create_channel(Id=channel_id(channel)), region, channel)

    def DescribeChannel(self, region: int, channel: int) -> Facets:
        return self.seen_channel(self.live(region).describe_channel(Id=channel_id(channel)), region, channel)

    def UpdateChannel(self, region: int, channel: int, description: Json) -> Facets:
        text = description_text(description)
        answer = self.live(region).update_channel(Id=channel_id(channel), Description=text)
        return self.seen_channel(answer, region, channel)

    def DeleteChannel(self, region: int, channel: int) -> Facets:
        self.live(region).delete_channel(Id=channel_id(channel))
        return {}

    def ConfigureLogs(self, region: int, channel: int, ingress: Json = None, egress: Json = None) -> Facets:
        logs = self.logs(IngressAccessLogs=ingress, EgressAccessLogs=egress)
        answer = self.live(region).configure_logs(Id=channel_id(channel), **logs)
        return self.seen_channel(answer, region, channel)

    def ListChannels(self, region: int) -> Facets:
        channels: dict[str, Json] = {}
        seen: set[Optional[str]] = {None}
        arguments: dict[str, str] = {}
        while True:
            answer = self.live(region).list_channels(**arguments)
            for channel in answer.get("Channels", []):
                slot = re.fullmatch(r"conformance-channel-(0|[1-9]\d*)", channel.get("Id", ""))
                if slot:
                    facets = self.seen_channel(channel, region, int(slot[1]))
                    del facets["channelDescription"]
                    channels[f"channel/{region}/{slot[1]}"] = facets
            token = answer.get("NextToken") or None
            if token is None:
                return {"channels": channels}
            if token in seen or len(seen) > 100:
                raise NotAnswered(indeterminate(f"a list without end: {len(seen)} pages"))
            seen.add(token)
            arguments = {"NextToken": token}

    def seen_channel(self, channel: Json, region: int, slot: int) -> Facets:
        """What an answer with a channel shows."""
        self.names.seen_holder(channel.get("Arn"), "channel", region, slot)
        return channel_facets(channel)

    def CreatePackagingGroup(self, region: int, group: int, egress: Json = None) -> Facets:
        logs = self.logs(EgressAccessLogs=egress)
        return self.seen_group(self.vod(region).create_packaging_group(Id=group_id(group), **logs), region, group)

    def DescribePackagingGroup(self, region: int, group: int) -> Facets:
        return self.seen_group(self.vod(region).describe_packaging_group(Id=group_id(group)), region, group)

    def ConfigurePackagingGroupLogs(self, region: int, group: int, egress: Json = None) -> Facets:
        logs = self.logs(EgressAccessLogs=egress)
        return self.seen_group(self.vod(region).configure_logs(Id=group_id(group), **logs), region, group)

    def DeletePackagingGroup(self, region: int, group: int) -> Facets:
        self.vod(region).delete_packaging_group(Id=group_id(group))
        return {}

    def seen_group(self, group: Json, region: int, slot: int) -> Facets:
        """What an answer with a packaging group shows."""
        self.names.seen_holder(group.get("Arn"), "group", region, slot)
        return group_facets(group)

    def logs(self, **groups: Json) -> Json:
        """Members of a request that switches logs on; call it whenever logs may make the service create its role."""
        self._role_may_exist = True
        named = {member: log_group(group) for member, group in groups.items()}
        return {member: {"LogGroupName": name} if name else {} for member, name in named.items() if name is not None}
