/** What an API model says of one value, with the shapes that it is made of. */
export type ApiShape = Structure | ListShape | MapShape | Scalar;

export interface Structure {
  readonly type: 'structure';
  readonly name: string;
  /** By the names that the AWS SDKs give them, in the model's order. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface ListShape extends Bounds {
  readonly type: 'list';
  readonly name: string;
  /** Its `name` is that of an entry's element in XML. */
  readonly of: Member;
}

export interface MapShape extends Bounds {
  readonly type: 'map';
  readonly name: string;
  readonly key: Member;
  readonly value: Member;
}

export interface Scalar extends Bounds {
  readonly type: 'string' | 'boolean' | 'integer' | 'long' | 'float' | 'double' | 'timestamp' | 'blob';
  readonly name: string;
  /** A regular expression, as AWS writes it, that the whole text must satisfy. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly timestampFormat?: 'iso8601' | 'rfc822' | 'unixTimestamp';
}

/** The least and the most: of a number its value, of a text its length, of a list or a map how many it holds. */
interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

export interface Member {
  readonly shape: ApiShape;
  /** Its name on the wire. */
  readonly name: string;
  /** Its name in a request, where a service has another one for that (EC2). */
  readonly asks?: string;
  /** Where it travels; in the body unless told. */
  readonly in?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly required: boolean;
}

type Row = { readonly type: ApiShape['type'] } & { readonly [property: string]: unknown };
type MemberRow = string | ({ readonly shape: string } & Partial<Pick<Member, 'name' | 'asks' | 'in'>>);

/** The shapes of a distilled model, each tied to those that it is made of. A name that is no shape is a type without bounds. */
export class Shapes {
  readonly #rows: Readonly<Record<string, Row>>;
  readonly #tied = new Map<string, ApiShape>();

  constructor(rows: object) {
    this.#rows = rows as Readonly<Record<string, Row>>;
  }

  /** A shape by its name in the model, or by that of a scalar type. */
  of(name: string): ApiShape {
    const known = this.#tied.get(name);
    if (known !== undefined) return known;
    const row = Object.hasOwn(this.#rows, name) ? this.#rows[name] : undefined;
    const members = new Map<string, Member>();
    const shape = { type: name, name, ...row, ...(row?.type === 'structure' ? { members } : {}) } as ApiShape;
    // Before its parts, since one of them may hold it.
    this.#tied.set(name, shape);
    this.#tie(shape, row ?? { type: shape.type }, members);
    return shape;
  }

  #tie(shape: ApiShape, row: Row, members: Map<string, Member>): void {
    const required = new Set(row['required'] as readonly string[] | undefined);
    for (const [name, one] of Object.entries((row['members'] ?? {}) as Readonly<Record<string, MemberRow>>))
      members.set(name, this.#member(one, name, required.has(name)));
    const part = (name: string, otherwise: string): object =>
      row[name] === undefined ? {} : { [name]: this.#member(row[name] as MemberRow, otherwise, true) };
    Object.assign(shape, part('of', 'member'), part('key', 'key'), part('value', 'value'));
  }

  #member(row: MemberRow, name: string, required: boolean): Member {
    if (typeof row === 'string') return { shape: this.of(row), name, required };
    return { name, ...row, shape: this.of(row.shape), required };
  }
}
