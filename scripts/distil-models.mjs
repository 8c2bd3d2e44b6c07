/**
 * `npm run distil`: takes AWS's own API models from botocore, and writes what the program needs of them into services/aws/:
 * for each service the actions that are played or may be soon, with their routes, members, constraints, errors and pages, and
 * nothing of their documentation.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ENVIRONMENTS, installPython } from './install-python.mjs';
import { root } from './setup.mjs';

/** Patterns of the names of the actions that are taken, by service. */
const ACTIONS = {
  iam: [
    /^(Create|Delete|Get|Update|List)(Role|User|Group)s?$|^UpdateRoleDescription$|^UpdateAssumeRolePolicy$/,
    /^(AddUserTo|RemoveUserFrom)Group$|^ListGroupsForUser$|^ListEntitiesForPolicy$/,
    /^(Attach|Detach|Put|Get|Delete|List|ListAttached)(Role|User|Group)Polic(y|ies)$/,
    /^(Put|Delete)(Role|User)PermissionsBoundary$|^(Create|List|Update|Delete)AccessKeys?$/,
    /^(Tag|Untag|List)(Role|User|Policy|InstanceProfile)(Tags)?$|ServiceLinkedRole/,
    /^(Create|Get|List|Delete|SetDefault)(InstanceProfile|Policy|PolicyVersion|Policie)s?$/,
    /^ListInstanceProfilesForRole$|^(AddRoleTo|RemoveRoleFrom)InstanceProfile$/,
    /^List(AccountAliases|MFADevices|VirtualMFADevices|SSHPublicKeys|SigningCertificates|ServiceSpecificCredentials)$/,
    /^List(ServerCertificates|SAMLProviders|OpenIDConnectProviders)$|^GetAccountSummary$|LoginProfile$/,
    /^SimulatePrincipalPolicy$|^GetAccessKeyLastUsed$|^GetAccountPasswordPolicy$/,
  ],
  sts: [/^(AssumeRole|GetCallerIdentity)$/],
  mediapackage: [/Channel|^ListOriginEndpoints$|^ConfigureLogs$|IngestEndpoint|Resource$/],
  'mediapackage-vod': [/PackagingGroup|^ConfigureLogs$|Resource$/],
  ecs: [/^(Create|Describe|List|Update|Delete)Clusters?$|^UpdateClusterSettings$|Resource$/],
  autoscaling: [/^(Create|Describe|Update|Delete)(AutoScalingGroup|LaunchConfiguration|OrUpdateTag|Tag)s?$/],
  guardduty: [/^(Create|Get|List|Update|Delete)Detectors?$|Resource$/],
  mq: [/^(Create|Describe|List|Update|Delete)(Broker|Tag)s?$/],
  ec2: [/^Describe(Regions|AvailabilityZones)$/],
};

/** Services of which every action has its route here, so that one that is not played is told from one that AWS does not have. */
const ALL_ROUTES = ['mediapackage', 'mediapackage-vod'];

/** Members that are left out wherever they stand, with all that they lead to: large, and of no use to a role. */
const LEFT_OUT = [
  'CmafPackage',
  'DashPackage',
  'HlsPackage',
  'MssPackage',
  'MixedInstancesPolicy',
  'BlockDeviceMappings',
  'TrafficSources',
  'InstanceLifecyclePolicy',
];

const PRIMITIVES = ['string', 'boolean', 'integer', 'long', 'float', 'double', 'timestamp', 'blob'];

const constraints = ({ min, max, pattern, enum: values, timestampFormat }) => ({
  min,
  max,
  pattern,
  enum: values,
  timestampFormat,
});
const isBare = (shape) =>
  PRIMITIVES.includes(shape.type) && Object.values(constraints(shape)).every((one) => one === undefined);

const unless = (value, usual) => (value === usual ? undefined : value);
const membersOf = ({ members = {} }) => Object.entries(members).filter(([name]) => !LEFT_OUT.includes(name));

/** A member whose shape constrains nothing goes by its type; `asks` is EC2's second name, for requests. */
function memberOf({ shape, location, locationName, queryName }, name, { shapes }) {
  const of = isBare(shapes[shape]) ? shapes[shape].type : shape;
  const details = { name: unless(locationName, name), asks: queryName, in: location };
  return Object.values(details).every((one) => one === undefined) ? of : { shape: of, ...details };
}

function shapeOf(shape, model) {
  const { type, required = [] } = shape;
  const member = (one, name) => one && memberOf(one, name, model);
  const members = membersOf(shape).map(([name, one]) => [name, member(one, name)]);
  return {
    type,
    required: required.length === 0 ? undefined : required,
    members: type === 'structure' ? Object.fromEntries(members) : undefined,
    of: member(shape.member, 'member'),
    key: member(shape.key, 'key'),
    value: member(shape.value, 'value'),
    ...constraints(shape),
  };
}

/** The shapes that some lead to, by name. */
function reachable(names, model) {
  const found = new Set();
  const visit = (name) => {
    const shape = model.shapes[name];
    if (found.has(name) || isBare(shape)) return;
    found.add(name);
    const members = membersOf(shape).map(([, one]) => one);
    for (const one of [...members, shape.member, shape.key, shape.value]) if (one !== undefined) visit(one.shape);
  };
  names.forEach(visit);
  return Object.fromEntries([...found].sort().map((name) => [name, shapeOf(model.shapes[name], model)]));
}

/** An error by its code on the wire; `shape` is what the SDKs call it, where that is another name. */
function errorOf(name, { shapes }) {
  const { error = {}, fault = error.fault } = shapes[name];
  const { code = name, httpStatusCode = fault === true ? 500 : 400 } = error;
  return [code, { status: httpStatusCode, shape: unless(name, code) }];
}

function pagesOf({ input_token, output_token, more_results, limit_key, result_key }) {
  if (typeof input_token !== 'string') return undefined;
  return { marker: input_token, next: output_token, more: more_results, limit: limit_key, items: result_key };
}

const routeOf = ({ http }, { metadata }) => ({
  http: metadata.protocol === 'rest-json' ? `${http.method} ${http.requestUri}` : undefined,
  status: unless(http.responseCode, 200),
});

function operationOf(operation, model, paginators) {
  const { name, input, output, errors = [] } = operation;
  return {
    ...routeOf(operation, model),
    input: input?.shape,
    output: output?.shape,
    result: output?.resultWrapper,
    errors: errors.map(({ shape }) => errorOf(shape, model)[0]).sort(),
    pages: pagesOf(paginators[name] ?? {}),
  };
}

const byName = ({ name: a }, { name: b }) => (a < b ? -1 : 1);

function distilled(service, data, version) {
  const folder = join(data, service, readdirSync(join(data, service)).sort().at(-1));
  const model = JSON.parse(gunzipSync(readFileSync(join(folder, 'service-2.json.gz'))).toString());
  const { pagination } = JSON.parse(readFileSync(join(folder, 'paginators-1.json'), 'utf8'));
  const { serviceId, protocol, apiVersion, xmlNamespace, targetPrefix } = model.metadata;
  const all = Object.values(model.operations).sort(byName);
  const isTaken = ({ name }) => ACTIONS[service].some((pattern) => pattern.test(name));
  const taken = all.filter(isTaken);
  const routed = ALL_ROUTES.includes(service) ? all.filter((one) => !isTaken(one)) : [];
  const errors = new Set(taken.flatMap((one) => (one.errors ?? []).map(({ shape }) => shape)));
  const ends = taken.flatMap(({ input, output }) => [input?.shape ?? [], output?.shape ?? []].flat());
  return {
    source: `botocore ${version}`,
    serviceId,
    protocol,
    version: apiVersion,
    namespace: xmlNamespace,
    target: targetPrefix,
    operations: Object.fromEntries([
      ...taken.map((one) => [one.name, operationOf(one, model, pagination)]),
      ...routed.map((one) => [one.name, { ...routeOf(one, model), errors: [] }]),
    ]),
    errors: Object.fromEntries([...errors].sort().map((name) => errorOf(name, model))),
    shapes: reachable(ends, model),
  };
}

const rows = (of) =>
  Object.entries(of)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`)
    .join(',\n');

await installPython('botocore');
const site = join(root, '.emulators', 'botocore', 'lib');
const data = join(site, readdirSync(site)[0], 'site-packages', 'botocore', 'data');
const [, version] = ENVIRONMENTS.botocore.packages[0].split('==');
for (const service of Object.keys(ACTIONS)) {
  const file = join(root, 'services', 'aws', `${service}.json`);
  const { operations, errors, shapes, ...head } = distilled(service, data, version);
  const tables = Object.entries({ operations, errors, shapes });
  const text = tables.map(([name, one]) => `"${name}": {\n${rows(one)}\n}`);
  // A row for each action and each shape, so that what AWS changes is seen.
  writeFileSync(file, `{\n${rows(head)},\n${text.join(',\n')}\n}\n`);
}

/** The names of all services of AWS: their folders, and what their endpoints and signatures call them. */
const names = readdirSync(data, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const versions = readdirSync(join(data, name)).sort();
    const file = join(data, name, versions.at(-1), 'service-2.json.gz');
    const { endpointPrefix, signingName } = JSON.parse(gunzipSync(readFileSync(file)).toString()).metadata;
    return [name, endpointPrefix, signingName].filter((one) => typeof one === 'string');
  });
const sorted = [...new Set(names.map((name) => name.toLowerCase()))].sort();
writeFileSync(
  join(root, 'services', 'aws', 'service-names.json'),
  `${JSON.stringify(sorted, null, 0).replaceAll(',', ',\n')}\n`,
);
