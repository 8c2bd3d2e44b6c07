"""An independent server of the few AWS calls that the suite makes: `python3 server.py [--variant NAME=VALUE ...] [--fault NAME ...]`.

It listens on a free port of 127.0.0.1 and prints its address. Accounts are told apart by the access key id.
"""

import argparse
import datetime
import json
import re
import sys
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from xml.sax.saxutils import escape

from account import DESCRIPTION, NAME, POLICY, POLICY_NAME, READ_ONLY, ROLE_NAME, Account, Refused, invalid, not_found
from catalogue import FAULTS, VARIANTS

IAM = "https://iam.amazonaws.com/doc/2010-05-08/"
STS = "https://sts.amazonaws.com/doc/2011-06-15/"


def xml(value):
    """Members as the query protocol writes them."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "".join(f"<{name}>{xml(member)}</{name}>" for name, member in value.items() if member is not None)
    if isinstance(value, list):
        return "".join(f"<member>{xml(entry)}</member>" for entry in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value))


class Iam:
    """The actions of IAM and STS on one account, as one caller asks for them."""

    def __init__(self, account, params, user, server):
        self.account, self.params, self.user, self.server = account, params, user, server

    def get(self, name):
        return self.params.get(name)

    def need(self, name):
        value = self.params.get(name)
        if value is None:
            raise invalid(f"Value null at '{name[0].lower()}{name[1:]}' failed to satisfy constraint: Member must not be null")
        return value

    def entries(self, name):
        found, index = [], 1
        while True:
            at = f"{name}.member.{index}"
            if at in self.params:
                found.append(self.params[at])
            elif at + ".Key" in self.params:
                found.append({"Key": self.params[at + ".Key"], "Value": self.params.get(at + ".Value", "")})
            else:
                return found
            index += 1

    def may(self, action):
        """Whether the caller's policies allow an action: the account itself may do everything."""
        if self.user is None:
            return True
        policies = self.account.entities["user"].get(self.user, {}).get("policies", {})
        for document in policies.values():
            for statement in json.loads(document)["Statement"]:
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                if any(re.fullmatch(re.escape(one).replace(r"\*", ".*"), action, re.I) for one in actions):
                    return True
        return False

    def date(self, seconds):
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
        if self.account.fault("dates-unreadable"):
            return moment.strftime("%Y-%m-%d-%H-%M-%S")
        return moment.strftime("%Y-%m-%dT%H:%M:%S") + (".000Z" if self.account.variant("date-millis") else "Z")

    def document(self, document):
        return urllib.parse.quote(json.dumps(document), safe="")

    def trust(self, role, lists):
        statement = dict(role["trust"])
        if isinstance(statement, dict) and (lists or self.account.variant("trust-lists")):
            kind, who = next(iter(statement["Principal"].items()))
            statement["Principal"] = {kind: who if isinstance(who, list) else [who]}
            statement["Action"] = [statement["Action"]]
        return self.document({"Version": "2012-10-17", "Statement": [statement]})

    def shown(self, role, whole=True, lists=False):
        members = {
            "Path": role["path"], "RoleName": role["name"], "RoleId": role["id"], "Arn": role["arn"],
            "CreateDate": self.date(role["made"]), "AssumeRolePolicyDocument": self.trust(role, lists),
        }
        if lists and not self.account.variant("creation-shows-all"):
            return members
        members.update({"Description": role["description"], "MaxSessionDuration": role["session"]})
        if whole:
            if role["boundary"]:
                members["PermissionsBoundary"] = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": role["boundary"]}
            if role["tags"]:
                members["Tags"] = [{"Key": k, "Value": v} for k, v in role["tags"]]
            members["RoleLastUsed"] = {}
        return members

    def page(self, entries, name):
        start = int(self.get("Marker") or 0)
        size = min(int(self.get("MaxItems") or 1000), self.account.variant("page") or 100)
        rest = entries[start + size:]
        more = {"IsTruncated": bool(rest)}
        if rest:
            more["Marker"] = str(start + size)
        return {name: entries[start:start + size], **more}

    def CreateServiceLinkedRole(self):
        role = self.account.create_linked(
            self.get("AWSServiceName"), self.get("Description"), self.get("CustomSuffix"), self.may("iam:CreateServiceLinkedRole")
        )
        return {"Role": self.shown(role, lists=True)}

    def DeleteServiceLinkedRole(self):
        return {"DeletionTaskId": self.account.delete_linked(self.need("RoleName"), self.may("iam:DeleteServiceLinkedRole"))}

    def GetServiceLinkedRoleDeletionStatus(self):
        status, reason, usage = self.account.status(self.need("DeletionTaskId"))
        answer = {"Status": status}
        if reason:
            regions = {}
            for region, arn in usage:
                regions.setdefault(region, []).append(arn)
            answer["Reason"] = {
                "Reason": reason, "RoleUsageList": [{"Region": r, "Resources": arns} for r, arns in regions.items()],
            }
        return answer

    def GetRole(self):
        return {"Role": self.shown(self.account.role(self.need("RoleName"), lagging=True))}

    def ListRoles(self):
        prefix = self.get("PathPrefix") or "/"
        views = [view.get(self.account.now()) for view in self.account.views.values()]
        roles = [role for role in views if role is not None and role["path"].startswith(prefix)]
        if self.account.fault("list-hides-role"):
            roles = [role for role in roles if role["name"] != ROLE_NAME]
        roles.sort(key=lambda role: role["name"], reverse=bool(self.account.variant("lists-reversed")))
        shown = [self.shown(role, whole=False) for role in roles]
        if self.account.fault("list-other-id"):
            shown = [{**one, "RoleId": "AROA" + "Z" * 17} for one in shown]
        return self.page(shown, "Roles")

    def ListAttachedRolePolicies(self):
        role = self.account.role(self.need("RoleName"), lagging=True)
        return self.page([{"PolicyName": arn.split("/")[-1], "PolicyArn": arn} for arn in role["attached"]], "AttachedPolicies")

    def ListRolePolicies(self):
        return self.page(list(self.account.role(self.need("RoleName"), lagging=True)["inline"]), "PolicyNames")

    def ListRoleTags(self):
        role = self.account.role(self.need("RoleName"), lagging=True)
        return self.page([{"Key": k, "Value": v} for k, v in role["tags"]], "Tags")

    def GetPolicy(self):
        arn = self.need("PolicyArn")
        if arn not in (self.account.policy_arn(), READ_ONLY):
            raise not_found(f"Policy {arn}")
        path = "/aws-service-role/" if "/aws-service-role/" in arn else "/"
        return {"Policy": {"PolicyName": arn.split("/")[-1], "Arn": arn, "Path": path, "DefaultVersionId": "v1", "IsAttachable": True}}

    def GetPolicyVersion(self):
        if self.need("PolicyArn") != self.account.policy_arn():
            raise not_found(f"Policy {self.get('PolicyArn')}")
        document = json.loads(json.dumps(POLICY).replace("arn:aws:", f"arn:{self.account.partition}:"))
        if self.account.variant("policy-one-statement-each"):
            document["Statement"] = [
                {**s, "Action": action} for s in document["Statement"]
                for action in (s["Action"] if isinstance(s["Action"], list) else [s["Action"]])
            ]
        if self.account.fault("policy-allows-more"):
            document["Statement"][0]["Action"] = ["logs:PutLogEvents", "logs:DeleteLogGroup"]
        return {"PolicyVersion": {"Document": self.document(document), "VersionId": "v1", "IsDefaultVersion": True}}

    def UpdateRole(self):
        self.account.edit_description(self.need("RoleName"), self.get("Description"), self.may("iam:UpdateRole"), self.get("MaxSessionDuration"))
        return {}

    def UpdateRoleDescription(self):
        role = self.account.edit_description(self.need("RoleName"), self.need("Description"), self.may("iam:UpdateRoleDescription"))
        return {"Role": self.shown(role)}

    def TagRole(self):
        role = self.account.role(self.need("RoleName"))
        if self.account.fault("tags-refused"):
            self.account.protect(role)
        for tag in self.entries("Tags"):
            role["tags"] = [(k, v) for k, v in role["tags"] if k.lower() != tag["Key"].lower()]
            if not self.account.fault("tags-not-stored"):
                role["tags"].append((tag["Key"], tag["Value"]))
        if self.account.fault("tag-drops-description"):
            role["description"] = None
        self.account.changed(role)
        return {}

    def UntagRole(self):
        role = self.account.role(self.need("RoleName"))
        keys = {key.lower() for key in self.entries("TagKeys")}
        if not self.account.fault("untag-ignored"):
            role["tags"] = [(k, v) for k, v in role["tags"] if k.lower() not in keys]
        self.account.changed(role)
        return {}

    def protected(self, fault):
        """A role of one's own, or the refusal that a role of a service gets; a fault lets one call through."""
        if self.account.variant("validates-first") and "PolicyDocument" in self.params:
            json.loads(self.params["PolicyDocument"])
        role = self.account.role(self.need("RoleName"))
        if self.account.fault("protection-other-code") and self.account.is_services(role):
            raise Refused("InvalidInput", 400, "This role is protected.")
        if not self.account.fault(fault):
            self.account.protect(role)
        return role

    def done(self, role):
        self.account.changed(role)
        return {}

    def UpdateAssumeRolePolicy(self):
        role = self.protected("trust-editable")
        statement = json.loads(self.need("PolicyDocument"))["Statement"]
        role["trust"] = statement[0] if isinstance(statement, list) else statement
        return self.done(role)

    def AttachRolePolicy(self):
        arn = self.need("PolicyArn")
        role = self.protected("attach-allowed")
        if arn.split(":policy")[-1].startswith("/aws-service-role/") and not self.account.is_services(role):
            if not self.account.fault("service-policy-attachable"):
                raise Refused("PolicyNotAttachable", 400, "Cannot attach a Service Role Policy to a Customer Role.")
        role["attached"] = sorted({*role["attached"], arn})
        return self.done(role)

    def DetachRolePolicy(self):
        role = self.protected("detach-allowed")
        if self.need("PolicyArn") not in role["attached"]:
            raise not_found(f"Policy {self.get('PolicyArn')}")
        role["attached"].remove(self.get("PolicyArn"))
        return self.done(role)

    def PutRolePolicy(self):
        role = self.protected("inline-allowed")
        role["inline"][self.need("PolicyName")] = self.need("PolicyDocument")
        return self.done(role)

    def DeleteRolePolicy(self):
        role = self.protected("inline-deletable")
        if self.need("PolicyName") not in role["inline"] and not self.account.is_services(role):
            raise not_found(f"The role policy with name {self.get('PolicyName')}")
        role["inline"].pop(self.get("PolicyName"), None)
        return self.done(role)

    def PutRolePermissionsBoundary(self):
        role = self.protected("boundary-allowed")
        role["boundary"] = self.need("PermissionsBoundary")
        return self.done(role)

    def DeleteRolePermissionsBoundary(self):
        role = self.protected("boundary-deletable")
        role["boundary"] = None
        return self.done(role)

    def AddRoleToInstanceProfile(self):
        role = self.protected("instance-profile-allowed")
        self.entity("instance-profile", "InstanceProfileName").setdefault("roles", []).append(role["name"])
        return {}

    def RemoveRoleFromInstanceProfile(self):
        role = self.protected("instance-profile-allowed")
        self.entity("instance-profile", "InstanceProfileName")["roles"] = []
        return self.done(role)

    def DeleteRole(self):
        role = self.protected("delete-role-allowed")
        if role["attached"] and not self.account.is_services(role):
            raise Refused("DeleteConflict", 409, "Cannot delete entity, must detach all policies first.")
        self.account.remove_role(role["name"])
        return {}

    def CreateRole(self):
        name, path = self.need("RoleName"), self.get("Path") or "/"
        if not NAME.fullmatch(name):
            raise invalid("Value at 'roleName' failed to satisfy constraint")
        if not self.may("iam:CreateRole"):
            raise Refused("AccessDenied", 403, "User is not authorized to perform: iam:CreateRole")
        if path.startswith("/aws-service-role/") and not self.account.fault("reserved-path-allowed"):
            raise Refused("InvalidInput", 400, "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles")
        if self.account.roles.get(name.lower()) is not None and not self.account.fault("names-by-case"):
            raise Refused("EntityAlreadyExists", 409, f"Role with name {name} already exists.")
        if self.account.variant("lookalike-refused") and name.lower() == ROLE_NAME.lower():
            raise Refused("InvalidInput", 400, "This name is kept for a service.")
        if self.account.fault("names-by-case") and self.account.roles.get(name.lower()) is not None:
            return {"Role": {**self.shown(self.account.own(), lists=True), "RoleName": name}}
        statement = json.loads(self.need("AssumeRolePolicyDocument"))["Statement"][0]
        role = self.account.make_role(name, path, statement["Principal"], self.get("Description"))
        return {"Role": self.shown(role, lists=True)}

    def entity(self, kind, member):
        name = self.need(member)
        if name not in self.account.entities[kind]:
            raise not_found(f"The {kind} with name {name}")
        return self.account.entities[kind][name]

    def create_entity(self, kind, member, answer):
        name = self.need(member)
        if name in self.account.entities[kind]:
            raise Refused("EntityAlreadyExists", 409, f"{name} already exists.")
        self.account.entities[kind][name] = {"policies": {}}
        arn = f"arn:{self.account.partition}:iam::{self.account.id}:{kind}/{name}"
        return {answer: {"Path": "/", member: name, answer + "Id": "AIDA" + self.account.serial().hex.upper()[:17], "Arn": arn}}

    def remove_entity(self, kind, member):
        self.entity(kind, member)
        del self.account.entities[kind][self.get(member)]
        return {}

    def CreateUser(self):
        return self.create_entity("user", "UserName", "User")

    def CreateGroup(self):
        return self.create_entity("group", "GroupName", "Group")

    def CreateInstanceProfile(self):
        return self.create_entity("instance-profile", "InstanceProfileName", "InstanceProfile")

    def DeleteUser(self):
        return self.remove_entity("user", "UserName")

    def DeleteGroup(self):
        return self.remove_entity("group", "GroupName")

    def DeleteInstanceProfile(self):
        return self.remove_entity("instance-profile", "InstanceProfileName")

    def PutUserPolicy(self):
        self.entity("user", "UserName")["policies"][self.need("PolicyName")] = self.need("PolicyDocument")
        return {}

    def DeleteUserPolicy(self):
        if self.entity("user", "UserName")["policies"].pop(self.need("PolicyName"), None) is None:
            raise not_found("The user policy")
        return {}

    def attach(self, kind, member):
        self.entity(kind, member)
        if "/aws-service-role/" in self.need("PolicyArn") and not self.account.fault("service-policy-attachable"):
            raise Refused("PolicyNotAttachable", 400, "Cannot attach this policy.")
        return {}

    def AttachUserPolicy(self):
        return self.attach("user", "UserName")

    def AttachGroupPolicy(self):
        return self.attach("group", "GroupName")

    def DetachUserPolicy(self):
        raise not_found("The attached policy")

    DetachGroupPolicy = DetachUserPolicy

    def CreateAccessKey(self):
        name = self.need("UserName")
        self.entity("user", "UserName")
        key = "AKIA" + self.account.serial().hex.upper().translate(str.maketrans("0189", "GHJK"))[:16]
        self.account.keys[key] = name
        self.server.owners[key] = self.account.id
        secret = self.account.serial().hex
        return {"AccessKey": {"UserName": name, "AccessKeyId": key, "Status": "Active", "SecretAccessKey": secret}}

    def ListAccessKeys(self):
        name = self.need("UserName")
        self.entity("user", "UserName")
        keys = [{"UserName": name, "AccessKeyId": k, "Status": "Active"} for k, owner in self.account.keys.items() if owner == name]
        return {"AccessKeyMetadata": keys, "IsTruncated": False}

    def DeleteAccessKey(self):
        if self.account.keys.pop(self.need("AccessKeyId"), None) is None:
            raise not_found("The access key")
        return {}

    def GetCallerIdentity(self):
        who = "root" if self.user is None else f"user/{self.user}"
        return {"UserId": self.account.id, "Account": self.account.id, "Arn": f"arn:{self.account.partition}:iam::{self.account.id}:{who}"}

    def AssumeRole(self):
        arn = self.need("RoleArn")
        if not self.account.fault("assumable"):
            raise Refused("AccessDenied", 403, f"User is not authorized to perform: sts:AssumeRole on resource: {arn}")
        until = self.date(self.account.now() + 3600)
        key = {"AccessKeyId": "ASIA" + "A" * 16, "SecretAccessKey": "x", "SessionToken": "x", "Expiration": until}
        return {"Credentials": key, "AssumedRoleUser": {"AssumedRoleId": "AROA:x", "Arn": arn}}


class Media:
    """Channels of MediaPackage and packaging groups of MediaPackage VOD, in one region."""

    def __init__(self, account, kind, region, allowed):
        self.account, self.kind, self.region, self.allowed = account, kind, region, allowed

    def key(self, name):
        where = "" if self.account.fault("regions-share-channels") else self.region
        return self.kind, where, name

    def find(self, name):
        found = self.account.resources.get(self.key(name))
        if found is None:
            code = "NoSuchEntity" if self.account.fault("resource-other-code") else "NotFoundException"
            raise Refused(code, 404, f"The resource {name} was not found")
        return found

    def shown(self, resource):
        members = {"arn": resource["arn"], "id": resource["id"], "tags": {}}
        if self.kind == "channel":
            members["description"] = resource["description"]
            members["hlsIngest"] = {"ingestEndpoints": []}
        off = self.account.variant("off-shown")
        for side in ("egress",) if self.kind == "group" else ("ingress", "egress"):
            name, group = side + "AccessLogs", resource["logs"].get(side)
            if group is not None:
                hidden = self.account.variant("default-hidden") and group.endswith("AccessLogs")
                members[name] = {} if hidden else {"logGroupName": group}
            elif off == "null":
                members[name] = None
            elif off == "empty-group":
                members[name] = {"logGroupName": ""}
        return members

    def create(self, body):
        name = body.get("id")
        if not isinstance(name, str) or not re.fullmatch(r"[\w-]{1,256}", name):
            raise Refused("UnprocessableEntityException", 422, "The id is not valid")
        if self.key(name) in self.account.resources:
            if self.account.fault("id-not-unique"):
                return self.shown(self.find(name))
            raise Refused("UnprocessableEntityException", 422, f"The id {name} is taken")
        service, noun = ("mediapackage", "channels") if self.kind == "channel" else ("mediapackage-vod", "packaging-groups")
        arn = f"arn:{self.account.partition}:{service}:{self.region}:{self.account.id}:{noun}/{self.account.serial().hex}"
        resource = {"kind": self.kind, "region": self.region, "id": name, "arn": arn, "description": body.get("description"), "logs": {}}
        if self.kind == "group" and body.get("egressAccessLogs") is not None:
            self.account.configure(resource, body, self.allowed)
        if self.account.fault("channel-born-logging") and self.kind == "channel":
            resource["logs"] = {"egress": "/aws/MediaPackage/EgressAccessLogs"}
        if self.account.fault("channel-makes-role") and self.account.own() is None:
            self.account.make_own(None)
        self.account.resources[self.key(name)] = resource
        return self.shown(resource)

    def list(self, query):
        found = [self.shown(r) for r in self.account.resources.values() if r["kind"] == self.kind and r["region"] == self.region]
        found.sort(key=lambda one: one["id"], reverse=bool(self.account.variant("lists-reversed")))
        start, size = int(query.get("nextToken", ["0"])[0]), self.account.variant("page") or 100
        answer = {"channels" if self.kind == "channel" else "packagingGroups": found[start:start + size]}
        if found[start + size:]:
            answer["nextToken"] = str(start + size)
        return answer

    def update(self, name, body):
        resource = self.find(name)
        if self.kind == "channel":
            resource["description"] = body.get("description")
        if self.account.fault("update-turns-logs-off"):
            resource["logs"] = {}
        return self.shown(resource)

    def delete(self, name):
        self.find(name)
        if not self.account.fault("channels-stay"):
            if self.account.resources.pop(self.key(name))["logs"]:
                self.account.released_at = self.account.now()
                if self.account.fault("deleting-channel-removes-role"):
                    self.account.remove_role(ROLE_NAME)
        return {}

    def configure(self, name, body):
        if self.account.fault("failed-enable-makes-role") and self.key(name) not in self.account.resources and self.account.own() is None:
            self.account.make_own(None)
        if self.account.fault("unknown-channel-ok") and self.key(name) not in self.account.resources:
            return {"id": name, "arn": name}
        resource = self.find(name)
        self.account.configure(resource, body, self.allowed)
        return self.shown(resource)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, variants, faults):
        super().__init__(("127.0.0.1", 0), Handler)
        self.accounts, self.owners, self.lock = {}, {}, Lock()
        self.variant, self.fault = variants.get, faults.__contains__

    def account(self, key):
        account_id = self.owners.get(key) or (key if re.fullmatch(r"\d{12}", key) else "000000000000")
        if account_id not in self.accounts:
            self.accounts[account_id] = Account(account_id, time.time, self.variant, self.fault)
        return self.accounts[account_id]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, content_type, body):
        data = body.encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {len(data)}\r\nx-amzn-RequestId: 1\r\n"
        self.wfile.write(head.encode() + getattr(self, "error_type", b"") + b"\r\n" + data)

    def handle_any(self):
        self.error_type = b""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        scope = re.search(r"Credential=([^/]+)/[^/]+/([^/]+)/([^/]+)/", self.headers.get("Authorization") or "")
        if scope is None:
            return self.answer(403, "text/xml", "<ErrorResponse><Error><Code>MissingAuthenticationToken</Code></Error></ErrorResponse>")
        key, region, _ = scope.groups()
        with self.server.lock:
            account = self.server.account(key)
            account.tick()
            if "x-www-form-urlencoded" in (self.headers.get("Content-Type") or ""):
                return self.query(account, account.keys.get(key), dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
            return self.rest(account, account.keys.get(key), region, body)

    def query(self, account, user, params):
        action, space = params.get("Action", ""), STS if params.get("Version") == "2011-06-15" else IAM
        played = getattr(Iam(account, params, user, self.server), action, None) if re.fullmatch("[A-Z][A-Za-z]+", action) else None
        try:
            if played is None or account.fault("lacks-" + action):
                raise Refused("InvalidAction", 400, f"Could not find operation {action}")
            result = xml(played())
            text = f'<{action}Response xmlns="{space}"><{action}Result>{result}</{action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></{action}Response>'
            self.answer(200, "text/xml", text)
        except Refused as refused:
            error = xml({"Type": "Sender", "Code": refused.code, "Message": refused.message})
            self.answer(refused.status, "text/xml", f'<ErrorResponse xmlns="{space}"><Error>{error}</Error><RequestId>1</RequestId></ErrorResponse>')

    def rest(self, account, user, region, body):
        url = urllib.parse.urlsplit(self.path)
        parts = [urllib.parse.unquote(part) for part in url.path.strip("/").split("/")]
        try:
            kinds = {"channels": "channel", "packaging_groups": "group"}
            if parts[0] not in kinds:
                raise Refused("NotFoundException", 404, "no route")
            media = Media(account, kinds[parts[0]], region, user is None)
            document = json.loads(body) if body else {}
            route = (self.command, len(parts) + (10 if parts[-1] == "configure_logs" else 0))
            answers = {
                ("POST", 1): lambda: media.create(document), ("GET", 1): lambda: media.list(urllib.parse.parse_qs(url.query)),
                ("GET", 2): lambda: media.shown(media.find(parts[1])), ("PUT", 2): lambda: media.update(parts[1], document),
                ("DELETE", 2): lambda: media.delete(parts[1]), ("PUT", 13): lambda: media.configure(parts[1], document),
            }
            if route not in answers:
                raise Refused("NotFoundException", 404, "no route")
            self.answer(202 if self.command == "DELETE" else 200, "application/json", json.dumps(answers[route]()))
        except Refused as refused:
            self.error_type = f"x-amzn-ErrorType: {refused.code}\r\n".encode()
            self.answer(refused.status, "application/json", json.dumps({"message": refused.message}))

    do_GET = do_POST = do_PUT = do_DELETE = handle_any


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", action="append", default=[])
    parser.add_argument("--fault", action="append", default=[])
    options = parser.parse_args()
    variants = {}
    for text in options.variant:
        name, _, value = text.partition("=")
        if name not in VARIANTS or value not in VARIANTS[name]:
            parser.error(f"there is no variant {text!r}; there are {', '.join(VARIANTS)}")
        variants[name] = VARIANTS[name][value]
    for name in options.fault:
        if name not in FAULTS:
            parser.error(f"there is no fault {name!r}")
    server = Server(variants, set(options.fault))
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
