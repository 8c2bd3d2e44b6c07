import {
  descriptionOf,
  sideFacet,
  type Facets,
  type Json,
  type LogGroup,
  type Operation,
  type ResourceKind,
  type ResourceProfile,
  type SideProfile,
  type Sides,
} from '../../../model/index.ts';
import { filled } from '../../../calls/index.ts';
import { actionModel, type ApiService, type Structure } from '../../../services/index.ts';
import { asCaller, type Action, type Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members, type Request } from '../api-call.ts';
import { tail } from '../asked-resource.ts';
import { list, requiredText, text } from '../constraints.ts';
import { pageOf } from '../pages.ts';
import { regionName } from '../regions.ts';
import { digits, type ResourceDetails, type ResourceDirectory } from '../resource-directory.ts';
import { entityShape, place, uuidOf } from './resource-members.ts';
import { hasTagMap, tagMap, taggingActions } from './tagging-actions.ts';

/** What a kind of resource has that only its own service knows. */
export interface Extras {
  /** What it has from its making besides what the model knows. */
  readonly made: (hex: string, region: string) => Partial<ResourceDetails>;
  /** What answers show of that. */
  readonly shown: (details: ResourceDetails) => Members;
}

/** An entry of a list. */
interface Listed {
  readonly key: string;
  readonly name: string;
  readonly facets: Facets;
}

/** Under it a log group's name must lie for MediaPackage to write to it (CloudFormation's schema of a channel). */
const PREFIX = /^\/aws\/MediaPackage\/[0-9A-Za-z\-_/.#]{1,490}$/;

/** The access log that a member asks for; undefined where it is absent, which switches the log off. */
function wantedLog(input: Members, { custom, member }: SideProfile): LogGroup | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ApiError('SerializationException', 400, `${member} must be an object`);
  const name = (value as Members)['LogGroupName'];
  if (name === undefined || name === null) return 'default';
  if (typeof name !== 'string') throw new ApiError('SerializationException', 400, 'logGroupName must be a string');
  if (name === custom) return 'custom';
  return PREFIX.test(name) ? { name } : 'bad';
}

/** The sides that an input sets. */
function wantedSides(input: Members, { sides }: ResourceProfile): { readonly sides?: Sides } {
  const wanted = sides.flatMap((side) => {
    const group = wantedLog(input, side);
    return group === undefined ? [] : [[side.name, group] as const];
  });
  return wanted.length === 0 ? {} : { sides: Object.fromEntries(wanted) };
}

/** An access log as a member of an answer. */
const shownLog = (value: Json | undefined): Members | undefined =>
  value === undefined || value === null ? undefined : value === '' ? {} : { LogGroupName: value };

/** What is played of one kind of resource. */
export class ResourcePlay {
  readonly #resource: ResourceProfile;
  readonly #members: NonNullable<ResourceProfile['members']>;
  readonly #extras: Extras | undefined;
  readonly #entity: Structure;

  /** @throws TypeError for a resource of which no calls are known */
  constructor(resource: ResourceProfile, extras?: Extras) {
    if (resource.members === undefined) throw new TypeError(`No calls of a ${resource.word} are known.`);
    this.#resource = resource;
    this.#members = resource.members;
    this.#extras = extras;
    this.#entity = entityShape(resource);
  }

  /** The API whose actions these are. */
  get service(): ApiService {
    return this.#resource.calls.CreateResource?.service as ApiService;
  }

  /** Every action on such resources, by its name. */
  get actions(): Actions {
    const { calls, name, requires } = this.#resource;
    const plays: { readonly [K in ResourceKind]: Action } = {
      CreateResource: (account, request) => this.#create(account, request),
      ReadResource: (account, request) => this.read(account, request),
      ListResources: (account, request) => this.#list(account, request),
      UpdateResource: (account, request) => this.#update(account, request),
      ConfigureResource: (account, request) => this.#configure(account, request),
      DeleteResource: (account, request) => this.#delete(account, request),
    };
    const own = Object.entries(calls).map(([kind, { action }]) => [action, plays[kind as ResourceKind]]);
    // Whatever it requires counts as there.
    const required = [requires?.make, requires?.remove].flatMap((one) => (one === undefined ? [] : [one.action]));
    return {
      ...Object.fromEntries(required.map((action) => [action, (): Members => ({})])),
      [this.#members.list[0]]: plays.ListResources,
      ...(Object.fromEntries(own) as Actions),
      ...(hasTagMap(this.service) ? taggingActions(name) : {}),
    };
  }

  /** What an input names, by the name that the directory of the account has for it. */
  named(account: Account, kind: ResourceKind, { input, region }: Request): string {
    const { handedOut, id } = this.#members;
    const { calls, name, played } = this.#resource;
    const isNew = kind === 'CreateResource' && handedOut !== undefined;
    if (isNew && handedOut.name === undefined) return name;
    const member = isNew ? (handedOut.name ?? '') : (calls[kind]?.names ?? id);
    const given = tail(text(input, member) ?? played?.unnamed ?? requiredText(input, member));
    return isNew || handedOut === undefined ? given : (account.directory(name).named(region, given) ?? given);
  }

  /** What an input names, as it is; each of several. */
  read(account: Account, request: Request): Members {
    const { calls } = this.#resource;
    const { at = [], names = '', service = '', action = '' } = calls.ReadResource ?? {};
    const model = actionModel(service as ApiService, action);
    if (model?.input.members.get(names)?.shape.type !== 'list')
      return place(at, this.#read(account, request, this.named(account, 'ReadResource', request)));
    const asked = list(request.input, names).map((name) => tail(String(name)));
    const { items, ...rest } = this.#page(
      action,
      asked.length === 0 ? this.#unnamed(account, request) : asked,
      request,
    );
    const shown = items.map((name) => this.#orAbsence(name, account, request));
    const absent = shown.flatMap((one) => ('absent' in one ? [one.absent] : []));
    const members = [...new Set(absent.flatMap(Object.keys))];
    return {
      [at[0] ?? '']: shown.flatMap((one) => ('entity' in one ? [one.entity] : [])),
      ...Object.fromEntries(members.map((member) => [member, absent.flatMap((one) => one[member])])),
      ...rest,
    };
  }

  /** The resource of a name, after an operation that shows its sides. */
  show(account: Account, { region }: Request, name: string, facets: Facets): Members {
    const directory = account.directory(this.#resource.name);
    const details = directory.details(directory.key(region, name));
    const unknown = { id: name, arn: '', createdAt: account.date().toISOString(), tags: {} };
    return this.#shown(account, region, name, details ?? unknown, facets);
  }

  #read(account: Account, request: Request, name: string): Members {
    return this.show(account, request, name, this.#ask('ReadResource', account, request, name));
  }

  /** One of several that are asked for, or what the answer says in its place. */
  #orAbsence(
    name: string,
    account: Account,
    request: Request,
  ): { readonly entity: Members } | { readonly absent: Members } {
    try {
      return { entity: this.#read(account, request, name) };
    } catch (error) {
      const absent = this.#resource.calls.ReadResource?.absent;
      if (!(error instanceof ApiError) || error.code !== absent?.code) throw error;
      return { absent: filled(absent.shown ?? {}, this.#known(account, request.region, name, {})) };
    }
  }

  /** What a read of several shows that names none: the default of the service, or all. */
  #unnamed(account: Account, { region }: Request): readonly string[] {
    const { played } = this.#resource;
    return played?.unnamed === undefined ? this.#all(account, region).map(({ name }) => name) : [played.unnamed];
  }

  /** Performs an operation on a resource; a name of which nothing is known afterwards is not remembered. */
  #ask(kind: ResourceKind, account: Account, { region }: Request, name: string, more: object = {}): Facets {
    const directory = account.directory(this.#resource.name);
    const isKnown = directory.has(name);
    try {
      const at = { resource: this.#resource.name, region, slot: directory.slot(name) };
      return account.ask({ kind, ...at, ...more } as Operation, name);
    } finally {
      if (!isKnown) directory.release(name, account.state);
    }
  }

  /** What stands for the braces of constants. */
  #known(account: Account, region: number, name: string, details: Partial<ResourceDetails>): Record<string, string> {
    const { id = name, createdAt = '' } = details;
    const known = { account: account.id, region: regionName(region), id, name, createdAt };
    return { ...known, arn: details.arn ?? filled(this.#resource.played?.arn ?? '', { ...known, hex: id }) };
  }

  #shown(account: Account, region: number, name: string, details: ResourceDetails, facets: Facets): Members {
    const { arn, description, handedOut, id } = this.#members;
    const { played, sides } = this.#resource;
    return {
      ...details.given,
      ...filled(played?.shown ?? {}, this.#known(account, region, name, details)),
      ...(arn === undefined ? {} : { [arn]: details.arn }),
      ...(description === undefined ? {} : { [description]: details.description }),
      ...(handedOut?.name === undefined ? {} : { [handedOut.name]: name }),
      [id]: details.id,
      ...(hasTagMap(this.service) ? { Tags: details.tags } : {}),
      ...Object.fromEntries(sides.map((side) => [side.member, shownLog(facets[sideFacet(side.name)])])),
      ...this.#extras?.shown(details),
    };
  }

  #create(account: Account, request: Request): Members {
    const { region, input } = request;
    const { calls, played } = this.#resource;
    const { description: hasDescription, handedOut } = this.#members;
    const name = this.named(account, 'CreateResource', request);
    const tags = hasTagMap(this.service) ? tagMap(input) : {};
    const description = hasDescription === undefined ? undefined : text(input, hasDescription);
    const sides = calls.CreateResource?.sets === true ? wantedSides(input, this.#resource) : {};
    const directory = account.directory(this.#resource.name);
    const isThere = directory.has(name) && account.state.holders[directory.key(region, name)] !== undefined;
    const facets = this.#ask('CreateResource', account, request, name, { ...sides, ...asCaller(request) });
    if (!isThere) {
      const hex = digits(32, account.id, region, name, account.now());
      const made = { account: account.id, region: regionName(region), name, hex, uuid: uuidOf(hex) };
      const id = handedOut === undefined ? name : filled(played?.id ?? '{hex}', made);
      const known = { ...made, id };
      directory.set(directory.key(region, name), {
        id,
        arn: filled(played?.arn ?? '', known),
        createdAt: account.date().toISOString(),
        tags,
        ...this.#extras?.made(hex, regionName(region)),
        ...(description === undefined ? {} : { description }),
        ...this.#given(input),
      });
    }
    return place(calls.CreateResource?.at ?? [], this.show(account, request, name, facets));
  }

  /** Takes what an input gives besides names, logs and tags in the place of what was given before, and shows the resource. */
  give(account: Account, request: Request): Members {
    const before = this.read(account, request);
    const directory = account.directory(this.#resource.name);
    const key = directory.key(request.region, this.named(account, 'ReadResource', request));
    const details = directory.details(key);
    if (details === undefined) return before;
    directory.set(key, { ...details, given: { ...details.given, ...this.#given(request.input).given } });
    return this.read(account, request);
  }

  /** What was given at the making that answers show again, as far as it has the same shape in both. */
  #given(input: Members): { readonly given?: Members } {
    const { action = '' } = this.#resource.calls.CreateResource ?? {};
    const members = actionModel(this.service, action)?.input.members;
    const { description, id } = this.#members;
    const own = new Set([id, description, 'Tags', ...this.#resource.sides.map(({ member }) => member)]);
    const given = Object.entries(input).filter(
      ([name]) => !own.has(name) && members?.get(name)?.shape.name === this.#entity.members.get(name)?.shape.name,
    );
    return given.length > 0 ? { given: Object.fromEntries(given) } : {};
  }

  #configure(account: Account, request: Request): Members {
    const name = this.named(account, 'ConfigureResource', request);
    const wanted = { ...wantedSides(request.input, this.#resource), ...asCaller(request) };
    return this.show(account, request, name, this.#ask('ConfigureResource', account, request, name, wanted));
  }

  #update(account: Account, request: Request): Members {
    const { region, input } = request;
    const name = this.named(account, 'UpdateResource', request);
    const description = text(input, this.#members.description ?? '');
    const wanted = { description: descriptionOf(description ?? '') };
    const facets = this.#ask('UpdateResource', account, request, name, wanted);
    const directory = account.directory(this.#resource.name);
    const key = directory.key(region, name);
    const details = directory.details(key);
    if (details !== undefined && description !== undefined) directory.set(key, { ...details, description });
    return this.show(account, request, name, facets);
  }

  #delete(account: Account, request: Request): Members {
    const { status } = this.#members;
    const name = this.named(account, 'DeleteResource', request);
    this.#ask('DeleteResource', account, request, name);
    const shown = this.show(account, request, name, {});
    const gone = status?.gone[0];
    const last = gone === undefined || status === undefined ? shown : { ...shown, [status.member]: gone };
    return place(this.#resource.calls.DeleteResource?.at ?? [], last);
  }

  #list(account: Account, request: Request): Members {
    const { region } = request;
    const [action, member, entries] = this.#members.list;
    const directory: ResourceDirectory = account.directory(this.#resource.name);
    const all = new Map(this.#all(account, region).map((one) => [`${one.name}\n${one.key}`, one]));
    const { items, ...rest } = this.#page(action, [...all.keys()], request);
    const listed = items.flatMap((item): readonly unknown[] => {
      const { facets = {}, key = '', name = '' } = all.get(item) ?? {};
      const details = directory.details(key);
      if (details === undefined) return [];
      if (entries === 'ids') return [details.id];
      return entries === 'ARNs' ? [details.arn] : [this.#shown(account, region, name, details, facets)];
    });
    return { [member]: listed, ...rest };
  }

  #page(action: string, names: readonly string[], { input }: Request) {
    return pageOf(names, input, { service: this.service, action, code: this.#resource.refusals.usual });
  }

  /** The resources of a region by the model's keys; where the model knows no list, each is read by itself. */
  #all(account: Account, region: number): readonly Listed[] {
    const { calls, name: resource, sides } = this.#resource;
    const directory = account.directory(resource);
    if (calls.ListResources === undefined) {
      const keys = Object.keys(account.state.holders).filter((key) => key.startsWith(`${resource}/${region}/`));
      return keys.map((key) => {
        const slot = Number(key.split('/')[2]);
        const name = directory.nameAt(slot);
        return { key, name, facets: account.ask({ kind: 'ReadResource', resource, region, slot }, name) };
      });
    }
    const { resources = {} } = account.ask({ kind: 'ListResources', resource, region }, '');
    const all = Object.entries(resources as { readonly [key: string]: { readonly [side: string]: Json } });
    return all.map(([key, shown]) => ({
      key,
      name: directory.nameAt(Number(key.split('/')[2])),
      facets: Object.fromEntries(sides.map((side) => [sideFacet(side.name), shown[side.name] ?? null])),
    }));
  }
}
