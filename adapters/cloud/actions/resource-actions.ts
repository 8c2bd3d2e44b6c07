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
import { asCaller, type Action, type Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members, type Request } from '../api-call.ts';
import { requiredText, text } from '../constraints.ts';
import { numberedPage } from '../pages.ts';
import { regionName } from '../regions.ts';
import { digits, type ResourceDetails, type ResourceDirectory } from '../resource-directory.ts';
import { tagMap, taggingActions } from './tagging-actions.ts';

/** A kind of resource of a service, as its API plays it. */
export interface PlayedResource {
  readonly resource: ResourceProfile;
  readonly directoryOf: (account: Account) => ResourceDirectory;
  /** What its ARN has before its own digits: `channels`. */
  readonly path: string;
  /** What it has from its making besides what the model knows. */
  readonly made: (hex: string, region: string) => Partial<ResourceDetails>;
  /** What answers show of that. */
  readonly shown: (details: ResourceDetails) => Members;
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

export const idIn = (input: Members): string => requiredText(input, 'Id');

/** What is played of one kind of resource. */
export class ResourcePlay {
  readonly #played: PlayedResource;

  constructor(played: PlayedResource) {
    this.#played = played;
  }

  /** Every action on such resources, by its name. */
  get actions(): Actions {
    const { directoryOf, resource } = this.#played;
    const plays: { readonly [K in ResourceKind]: Action } = {
      CreateResource: (account, request) => this.#create(account, request),
      ReadResource: (account, request) => this.read(account, request),
      ListResources: (account, request) => this.#list(account, request),
      UpdateResource: (account, request) => this.#update(account, request),
      ConfigureResource: (account, request) =>
        this.show(
          account,
          request,
          this.#ask('ConfigureResource', account, request, {
            ...wantedSides(request.input, resource),
            ...asCaller(request),
          }),
        ),
      DeleteResource: (account, request) => {
        this.#ask('DeleteResource', account, request);
        return {};
      },
    };
    const calls = Object.entries(resource.calls).map(([kind, { action }]) => [action, plays[kind as ResourceKind]]);
    const list = resource.members?.list[0] ?? '';
    return {
      [list]: plays.ListResources,
      ...(Object.fromEntries(calls) as Actions),
      ...taggingActions(directoryOf),
    };
  }

  /** The resource that an input names, as it is. */
  read(account: Account, request: Request): Members {
    return this.show(account, request, this.#ask('ReadResource', account, request));
  }

  /** The resource that an input names, after an operation that shows its sides. */
  show(account: Account, { region, input }: Request, facets: Facets): Members {
    const id = idIn(input);
    const directory = this.#played.directoryOf(account);
    const details = directory.details(directory.key(region, id));
    return this.#members(details ?? { id, arn: '', createdAt: account.date().toISOString(), tags: {} }, facets);
  }

  /** Performs an operation on the resource that an input names; an id of which nothing is known afterwards is not remembered. */
  #ask(kind: ResourceKind, account: Account, { region, input }: Request, more: object = {}): Facets {
    const id = idIn(input);
    const { directoryOf, resource } = this.#played;
    const directory = directoryOf(account);
    const isKnown = directory.has(id);
    try {
      const operation = { kind, resource: resource.name, region, slot: directory.slot(id), ...more } as Operation;
      return account.ask(operation, id);
    } finally {
      if (!isKnown) directory.release(id, account.state);
    }
  }

  #members(details: ResourceDetails, facets: Facets): Members {
    const { resource, shown } = this.#played;
    return {
      Arn: details.arn,
      CreatedAt: details.createdAt,
      Description: details.description,
      Id: details.id,
      Tags: details.tags,
      ...Object.fromEntries(resource.sides.map(({ name, member }) => [member, shownLog(facets[sideFacet(name)])])),
      ...shown(details),
    };
  }

  #create(account: Account, request: Request): Members {
    const { region, input } = request;
    const { directoryOf, made, path, resource } = this.#played;
    const id = idIn(input);
    const tags = tagMap(input);
    const { description: hasDescription } = resource.members ?? {};
    const description = hasDescription === undefined ? undefined : text(input, hasDescription);
    const { CreateResource: call } = resource.calls;
    const sides = call?.sets === true ? wantedSides(input, resource) : {};
    const facets = this.#ask('CreateResource', account, request, sides);
    const hex = digits(32, account.id, region, id, account.now());
    const directory = directoryOf(account);
    directory.set(directory.key(region, id), {
      id,
      arn: `arn:aws:${call?.service ?? ''}:${regionName(region)}:${account.id}:${path}/${hex}`,
      createdAt: account.date().toISOString(),
      tags,
      ...made(hex, regionName(region)),
      ...(description === undefined ? {} : { description }),
    });
    return this.show(account, request, facets);
  }

  #update(account: Account, request: Request): Members {
    const { region, input } = request;
    const description = text(input, 'Description');
    const facets = this.#ask('UpdateResource', account, request, { description: descriptionOf(description ?? '') });
    const directory = this.#played.directoryOf(account);
    const key = directory.key(region, idIn(input));
    const details = directory.details(key);
    if (details !== undefined && description !== undefined) directory.set(key, { ...details, description });
    return this.show(account, request, facets);
  }

  #list(account: Account, { region, input }: Request): Members {
    const { directoryOf, resource } = this.#played;
    const directory = directoryOf(account);
    const listed = this.#listed(account, region).flatMap(([key, facets]) => {
      const details = directory.details(key);
      return details === undefined ? [] : [this.#members(details, facets)];
    });
    const { items, next } = numberedPage(listed, input);
    return { [resource.members?.list[1] ?? '']: items, NextToken: next };
  }

  /** The resources of a region by their keys; where the model knows no list, each is read by itself. */
  #listed(account: Account, region: number): readonly (readonly [key: string, facets: Facets])[] {
    const { directoryOf, resource } = this.#played;
    const { name, sides } = resource;
    if (resource.calls.ListResources === undefined) {
      const keys = Object.keys(account.state.holders).filter((key) => key.startsWith(`${name}/${region}/`));
      return keys.map((key) => {
        const slot = Number(key.split('/')[2]);
        const id = directoryOf(account).details(key)?.id ?? '';
        return [key, account.ask({ kind: 'ReadResource', resource: name, region, slot }, id)];
      });
    }
    const { resources = {} } = account.ask({ kind: 'ListResources', resource: name, region }, '');
    const all = Object.entries(resources as { readonly [key: string]: { readonly [side: string]: Json } });
    return all.map(([key, shown]) => [
      key,
      Object.fromEntries(sides.map((side) => [sideFacet(side.name), shown[side.name] ?? null])),
    ]);
  }
}
