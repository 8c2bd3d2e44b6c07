import { Shapes, type Structure } from './shapes.ts';

/** How a service speaks: `query` and `ec2` in forms and XML, `json` and `rest-json` in JSON. */
export type WireProtocol = 'query' | 'ec2' | 'json' | 'rest-json';

/** One action of an API. */
export interface ActionModel {
  readonly name: string;
  /** Method and path of a `rest-json` service; labels in braces, by their names on the wire. */
  readonly http?: { readonly method: string; readonly path: string };
  /** HTTP status of its answer. */
  readonly status: number;
  readonly input: Structure;
  readonly output: Structure;
  /** The element that a `query` service wraps its answer in; absent where it answers with nothing. */
  readonly result?: string;
  /** Codes on the wire of the errors that it declares. */
  readonly errors: readonly string[];
  /** Members that a list is asked for and shown by, page by page. */
  readonly pages?: Pages;
}

export interface Pages {
  readonly marker: string;
  readonly next: string;
  readonly more?: string;
  readonly limit: string;
  readonly items: string | readonly string[];
}

export interface ErrorModel {
  readonly status: number;
  /** What the SDKs call it, where that is not its code: `NoSuchEntityException` is `NoSuchEntity` on the wire. */
  readonly shape?: string;
}

/** What AWS publishes of one API, as far as it is of use here. */
export interface ApiModel {
  /** What the SDKs' clients call it: `MediaPackage Vod`. */
  readonly serviceId: string;
  readonly protocol: WireProtocol;
  readonly version: string;
  /** Of its XML. */
  readonly namespace: string;
  /** What comes before the action in the header of a `json` request. */
  readonly target: string;
  readonly actions: ReadonlyMap<string, ActionModel>;
  /** By their codes on the wire. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

interface ActionRow extends Pick<ActionModel, 'result' | 'errors' | 'pages'> {
  readonly http?: string;
  readonly status?: number;
  readonly input?: string;
  readonly output?: string;
}

/** A model as `npm run distil` writes it. */
interface ModelFile extends Pick<ApiModel, 'serviceId' | 'protocol' | 'version'> {
  readonly namespace?: string;
  readonly target?: string;
  readonly operations: Readonly<Record<string, ActionRow>>;
  readonly errors: Readonly<Record<string, ErrorModel>>;
  readonly shapes: object;
}

/** Of an action that is given nothing, or answers with nothing. */
export const NO_MEMBERS: Structure = { type: 'structure', name: 'None', members: new Map() };

/** Reads a distilled model. */
export function apiModel(file: object): ApiModel {
  const { namespace = '', target = '', operations, errors, shapes, ...head } = file as ModelFile;
  const tied = new Shapes(shapes);
  const structure = (name: string | undefined): Structure =>
    name === undefined ? NO_MEMBERS : (tied.of(name) as Structure);
  const actions = Object.entries(operations).map(([name, { http, status = 200, input, output, ...rest }]) => {
    const [method = '', path = ''] = http?.split(' ') ?? [];
    const route = http === undefined ? {} : { http: { method, path } };
    return [name, { ...rest, ...route, name, status, input: structure(input), output: structure(output) }] as const;
  });
  return { ...head, namespace, target, actions: new Map(actions), errors: new Map(Object.entries(errors)) };
}
