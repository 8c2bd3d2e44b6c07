"""One AWS account, as docs/facts.md describes it: roles of services, access logs, deletion tasks.

It shares no line and no table with the model of the suite. A variant is a choice that AWS leaves open; a fault breaks one
rule. Both are looked up by name where they matter.
"""

import json
import re
import uuid

PRINCIPAL = "mediapackage.amazonaws.com"
ROLE_NAME = "AWSServiceRoleForMediaPackage"
PATH = f"/aws-service-role/{PRINCIPAL}/"
POLICY_NAME = "MediaPackageServiceRolePolicy"
LOG_GROUPS = "arn:aws:logs:*:*:log-group:/aws/MediaPackage/*"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": LOG_GROUPS + ":log-stream:*"},
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
            "Resource": LOG_GROUPS,
        },
    ],
}
DESCRIPTION = re.compile("[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}")
NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)
TASK_ID = re.compile(r"task/aws-service-role/[^/]+/[^/]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GROUP = re.compile(r"/aws/MediaPackage/[0-9A-Za-z\-_/.#]{1,490}")
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Refused(Exception):
    """A call that is refused: code and HTTP status as on the wire."""

    def __init__(self, code, status, message):
        super().__init__(message)
        self.code, self.status, self.message = code, status, message


def not_found(what):
    return Refused("NoSuchEntity", 404, f"{what} cannot be found.")


def invalid(message):
    return Refused("ValidationError", 400, f"1 validation error detected: {message}")


class Lagging:
    """A value whose change is seen after a while: once visible, it stays so."""

    def __init__(self):
        self.shown, self.pending = None, []

    def put(self, value, at):
        self.pending.append((at, value))

    def get(self, now):
        while self.pending and self.pending[0][0] <= now:
            self.shown = self.pending.pop(0)[1]
        return self.shown


class Account:
    """What one account holds. `now` gives seconds; `variant` and `fault` answer by name."""

    def __init__(self, account_id, now, variant, fault):
        self.id, self.now, self.variant, self.fault = account_id, now, variant, fault
        self.partition = variant("partition") or "aws"
        self.roles = {}
        self.views = {}
        self.lives = 0
        self.service_lives = 0
        self.tasks = {}
        self.resources = {}
        self.entities = {"user": {}, "group": {}, "instance-profile": {}}
        self.keys = {}
        self.released_at = 0.0
        self.failed_once = False
        self.counter = 0
        if variant("foreign"):
            self.make_role("somebody-elses", "/team/", {"Service": "ec2.amazonaws.com"}, None)
            self.make_role("AWSServiceRoleForSupport", "/aws-service-role/support.amazonaws.com/", {"Service": "support.amazonaws.com"}, None)

    # Roles

    def serial(self):
        self.counter += 1
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.id}/{self.counter}")

    def make_role(self, name, path, principal, description):
        arn = f"arn:{self.partition}:iam::{self.id}:role{path}{name}"
        role_id = "AROA" + self.serial().hex.upper()[:17]
        role = {
            "name": name, "path": path, "arn": arn, "id": role_id, "made": self.now(), "description": description,
            "session": 3600, "trust": {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"},
            "attached": [], "inline": {}, "boundary": None, "tags": [],
        }
        self.put_role(name, role)
        return role

    def put_role(self, name, role):
        self.roles[name.lower()] = role
        view = self.views.setdefault(name.lower(), Lagging())
        view.put(None if role is None else json.loads(json.dumps(role)), self.now() + (self.variant("lag") or 0))

    def changed(self, role):
        self.put_role(role["name"], role)

    def find(self, name, lagging=False):
        """The role of a name; a read may see an earlier moment."""
        key = name.lower()
        role = self.views[key].get(self.now()) if lagging and key in self.views else self.roles.get(key)
        if role is None:
            return None
        if role["name"] != name and not self.variant("any-case"):
            return None
        return role

    def role(self, name, lagging=False):
        if not NAME.fullmatch(name or "") or len(name) > 64:
            raise invalid("Value at 'roleName' failed to satisfy constraint")
        role = self.find(name, lagging)
        if role is None:
            if self.fault("missing-role-other-code"):
                raise Refused("EntityNotFound", 404, "gone")
            if self.fault("missing-role-400"):
                raise Refused("NoSuchEntity", 400, f"The role with name {name} cannot be found.")
            raise not_found(f"The role with name {name}")
        return role

    def is_services(self, role):
        return role["path"].startswith("/aws-service-role/") or role["name"] == self.role_name()

    def own(self):
        return self.roles.get(self.role_name().lower())

    def role_name(self):
        return "AWSServiceRoleForMediapackage" if self.fault("name-capitals") else ROLE_NAME

    def policy_arn(self):
        return f"arn:{self.partition}:iam::aws:policy/aws-service-role/{POLICY_NAME}"

    def make_own(self, description):
        self.lives += 1
        path = "/service-role/" if self.fault("path-wrong") else PATH
        kind = "AWS" if self.fault("trust-account") else "Service"
        who = self.id if self.fault("trust-account") else PRINCIPAL
        if self.fault("trust-two-services"):
            who = [PRINCIPAL, "medialive.amazonaws.com"]
        role = self.make_role(self.role_name(), path, {kind: who}, description)
        if self.fault("role-id-reused"):
            role["id"] = "AROA" + "A" * 17
        if self.fault("session-long"):
            role["session"] = 43200
        if self.fault("arn-without-path"):
            role["arn"] = f"arn:{self.partition}:iam::{self.id}:role/{role['name']}"
        if not self.fault("policy-not-attached"):
            role["attached"] = [self.policy_arn()] + ([READ_ONLY] if self.fault("policy-two") else [])
        if self.fault("policy-inline"):
            role["inline"]["logs"] = json.dumps(POLICY)
        self.changed(role)
        return role

    # CreateServiceLinkedRole

    def create_linked(self, principal, description, suffix, allowed):
        if principal is None or not NAME.fullmatch(principal):
            if self.fault("principal-unchecked"):
                raise Refused("ServiceFailure", 500, "unexpected")
            raise invalid("Value at 'aWSServiceName' failed to satisfy constraint")
        if description is not None and not DESCRIPTION.fullmatch(description) and not self.fault("description-unchecked"):
            raise invalid("Value at 'description' failed to satisfy constraint")
        known = principal == PRINCIPAL or (self.fault("principal-any-case") and principal.lower() == PRINCIPAL)
        if not known:
            if self.fault("any-principal"):
                name = "AWSServiceRoleFor" + principal.split(".")[0].title()
                if self.roles.get(name.lower()) is None:
                    return self.make_role(name, f"/aws-service-role/{principal}/", {"Service": principal}, description)
            raise Refused("AccessDenied", 403, f"Cannot find Service Linked Role template for {principal}")
        if not allowed and not self.fault("caller-may-create"):
            raise Refused("AccessDenied", 403, "User is not authorized to perform: iam:CreateServiceLinkedRole")
        if suffix is not None and not self.fault("suffix-ignored"):
            raise Refused("InvalidInput", 400, f"Custom suffix is not allowed for {principal}")
        if self.own() is not None:
            if self.fault("duplicate-ok"):
                return self.own()
            code = "EntityAlreadyExists" if self.fault("duplicate-409") else "InvalidInput"
            status = 409 if self.fault("duplicate-409") else 400
            if self.fault("duplicate-edits") and description is not None:
                self.own()["description"] = description
                self.changed(self.own())
            raise Refused(code, status, f"Service role name {ROLE_NAME} has been taken in this account, please try a different suffix.")
        if self.fault("second-life-by-iam") and self.lives > 0:
            raise Refused("InvalidInput", 400, "Service role name has been taken")
        return self.make_own(None if self.fault("description-dropped") else description)

    # Deletion

    def delete_linked(self, name, allowed):
        role = self.role(name)
        if not self.is_services(role) and role["name"] != self.role_name():
            raise not_found(f"{name} exists but is not a service role. It")
        if not allowed and not self.fault("caller-may-delete"):
            raise Refused("AccessDenied", 403, "User is not authorized to perform: iam:DeleteServiceLinkedRole")
        open_tasks = [task for task in self.tasks.values() if task["end"] is None and task["role"] == role["name"]]
        if open_tasks and not self.fault("task-new-while-open"):
            return open_tasks[-1]["id"]
        if self.fault("in-use-refused-at-once") and self.users():
            raise Refused("DeleteConflict", 409, "The role is in use.")
        failed = [task for task in self.tasks.values() if task["end"] == "FAILED"]
        if self.fault("task-id-reused") and failed:
            task = failed[-1]
            task.update(end=None, asked=self.now(), polls=0)
        else:
            form = "{}" if self.fault("task-id-form") else f"task{role['path']}{role['name']}/{{}}"
            task_id = form.format(str(self.serial()))
            task = {"id": task_id, "role": role["name"], "asked": self.now(), "polls": 0, "end": None, "usage": []}
            self.tasks[task_id] = task
        task["used"] = bool(self.users())
        if self.variant("deletion") is None:
            self.advance(task)
        return task["id"]

    def tick(self):
        """What has come to pass since the last call."""
        for task in self.tasks.values():
            self.advance(task)

    def advance(self, task):
        """Ends a task whose time has come."""
        if task["end"] is not None:
            return
        when = self.variant("deletion")
        if isinstance(when, float) and self.now() < task["asked"] + when:
            return
        if isinstance(when, int) and task["polls"] <= when:
            return
        role = self.roles.get(task["role"].lower())
        users = self.users()
        if users and not self.fault("in-use-ignored"):
            task["end"] = "FAILED"
            task["usage"] = users
            if self.fault("failed-removes-role"):
                self.remove_role(task["role"])
            if self.fault("failed-turns-logs-off"):
                for resource in self.resources.values():
                    resource["logs"] = {}
            if self.fault("failed-drops-description") and role is not None:
                role["description"] = None
                self.changed(role)
        elif self.variant("internal-failure") and not self.failed_once:
            self.failed_once = True
            task["end"] = "FAILED"
        elif self.fault("never-deletes"):
            task["end"] = "FAILED"
            task["usage"] = [("us-east-1", "arn:aws:mediapackage:us-east-1:000000000000:channels/ghost")]
        elif self.fault("stays-in-use") and self.released_at:
            task["end"] = "FAILED"
            task["usage"] = [(r["region"], r["arn"]) for r in self.resources.values()] or [("us-east-1", "")]
        else:
            task["end"] = "SUCCEEDED"
            if not self.fault("succeeded-keeps-role"):
                self.remove_role(task["role"])

    def remove_role(self, name):
        if self.roles.get(name.lower()) is not None:
            self.put_role(name, None)

    def users(self):
        """Who uses the role: region and ARN."""
        found = [r for r in self.resources.values() if r["logs"]]
        if self.fault("use-of-ingress-ignored"):
            found = [r for r in found if "egress" in r["logs"]]
        if self.fault("use-of-egress-ignored"):
            found = [r for r in found if "ingress" in r["logs"] or r["kind"] == "group"]
        if self.fault("use-of-vod-ignored"):
            found = [r for r in found if r["kind"] == "channel"]
        if self.fault("use-elsewhere-ignored"):
            found = [r for r in found if r["region"] == "us-east-1"]
        if self.fault("use-of-last-alone"):
            found = [r for r in found if r is self.last]
        return [(r["region"], r["arn"]) for r in found]

    last = None

    def status(self, task_id):
        task = self.tasks.get(task_id)
        if task is None:
            if not TASK_ID.fullmatch(task_id):
                if self.fault("task-malformed-404"):
                    raise not_found("Cannot find deletion status for given id. It")
                raise Refused("InvalidInput", 400, "The deletion task id is not valid.")
            if self.fault("task-unknown-succeeded"):
                return "SUCCEEDED", None, []
            raise Refused("NoSuchEntity", 404, "Cannot find deletion status for given id.")
        task["polls"] += 1
        if self.now() < task["asked"] + (self.variant("unseen") or 0):
            raise Refused("NoSuchEntity", 404, "Cannot find deletion status for given id.")
        self.advance(task)
        if task["end"] is None:
            return ("NOT_STARTED" if self.variant("not-started") and task["polls"] < 2 else "IN_PROGRESS"), None, []
        if task["end"] == "SUCCEEDED":
            if task.get("told") and self.variant("forgets"):
                raise Refused("NoSuchEntity", 404, "Cannot find deletion status for given id.")
            task["told"] = True
            return "SUCCEEDED", None, []
        if self.fault("failed-becomes-succeeded") and task.get("told"):
            return "SUCCEEDED", None, []
        task["told"] = True
        if self.fault("failed-without-reason"):
            return "FAILED", "", []
        usage = task["usage"]
        listing = self.variant("usage")
        if listing == "empty":
            usage = []
        elif listing == "partial":
            usage = usage[:1]
        if not task["usage"]:
            return "FAILED", "An internal error occurred while trying to delete the role.", []
        if self.fault("usage-names-unused"):
            usage = [("eu-west-1", r["arn"]) for r in self.resources.values() if not r["logs"]] or usage
        return "FAILED", "Role in use.", usage

    # Edits

    def protect(self, role):
        if self.is_services(role):
            raise Refused("UnmodifiableEntity", 400, f"Cannot perform the operation on the protected role '{role['name']}'")

    def edit_description(self, name, description, allowed, with_session=None):
        if description is not None and self.variant("validates-first"):
            self.check_description(description)
        role = self.role(name)
        if description is not None:
            self.check_description(description)
        if not allowed and self.is_services(role) and not self.fault("caller-may-edit"):
            raise Refused("AccessDenied", 403, "User is not authorized to perform: iam:UpdateRole")
        if with_session is not None:
            if not self.fault("session-editable"):
                self.protect(role)
            role["session"] = int(with_session)
        if self.fault("description-refused"):
            self.protect(role)
        if description is not None:
            role["description"] = role["description"] if self.fault("description-not-stored") else description
        elif self.fault("description-cleared"):
            role["description"] = None
        if self.fault("edit-drops-tags"):
            role["tags"] = []
        if self.fault("edit-new-id"):
            role["id"] = "AROA" + self.serial().hex.upper()[:17]
        self.changed(role)
        return role

    def check_description(self, description):
        if not DESCRIPTION.fullmatch(description) and not self.fault("description-unchecked"):
            raise invalid("Value at 'description' failed to satisfy constraint")

    # Access logs

    def wanted(self, value, side, kind):
        if not isinstance(value, dict):
            raise Refused("UnprocessableEntityException", 422, f"{side} must be an object")
        group = value.get("logGroupName")
        if group is None:
            default = {"ingress": "IngressAccessLogs", "egress": "EgressAccessLogs"}[side]
            return "/aws/MediaPackage/" + ("Vod" if kind == "group" else "") + default
        if not GROUP.fullmatch(group) and not self.fault("any-log-group"):
            raise Refused("UnprocessableEntityException", 422, "The log group must begin with /aws/MediaPackage/")
        return "/aws/MediaPackage/" + group.split("/")[-1].upper() if self.fault("log-group-changed") else group

    def configure(self, resource, body, allowed):
        kind = resource["kind"]
        sides = ("egress",) if kind == "group" else ("ingress", "egress")
        if self.fault("failed-enable-makes-role") and any(body.get(s + "AccessLogs") for s in sides) and self.own() is None:
            self.make_own(None)
        logs = {}
        for side in sides:
            value = body.get(side + "AccessLogs")
            if value is not None:
                logs[side] = self.wanted(value, side, kind)
        if self.fault("sides-swapped") and kind == "channel":
            logs = {{"ingress": "egress", "egress": "ingress"}[s]: g for s, g in logs.items()}
        if self.fault("absent-side-kept"):
            logs = {**resource["logs"], **logs}
        if self.fault("change-drops-kept-side") and resource["logs"] and len(logs) > 1:
            logs = {s: g for s, g in logs.items() if resource["logs"].get(s) != g}
        if logs:
            self.use(resource, logs, allowed)
        elif self.fault("last-disable-removes-role") and resource["logs"]:
            self.remove_role(self.role_name())
        if resource["logs"] and not logs:
            self.released_at = self.now()
        if not self.fault("logs-not-stored"):
            resource["logs"] = logs
            if logs:
                self.last = resource

    def use(self, resource, logs, allowed):
        made = self.own() is None
        if made and not allowed:
            if self.variant("denied-refused"):
                raise Refused("ForbiddenException", 403, "User is not authorized to perform: iam:CreateServiceLinkedRole")
            return
        if made:
            skip = (
                self.fault("enable-makes-no-role")
                or (self.fault("ingress-makes-no-role") and "egress" not in logs)
                or (self.fault("egress-makes-no-role") and "ingress" not in logs and resource["kind"] == "channel")
                or (self.fault("vod-makes-no-role") and resource["kind"] == "group")
                or (self.fault("other-region-makes-no-role") and resource["region"] != "us-east-1")
                or (self.fault("second-life-by-service") and self.service_lives > 0)
            )
            if not skip:
                self.service_lives += 1
                self.make_own(self.variant("described"))
        elif self.fault("enable-renews-role"):
            role = self.own()
            role["made"], role["id"] = self.now(), "AROA" + self.serial().hex.upper()[:17]
            self.changed(role)
        elif self.fault("enable-resets-description"):
            self.own()["description"] = None
            self.changed(self.own())
