import { z } from 'zod';

/** What was handed out to whoever assumed a role. Its secret and its token are kept nowhere: signatures are not verified. */
export interface Session {
  /** Id of the temporary access key. */
  readonly id: string;
  readonly role: string;
  /** Unique id of the role; a role that was made again under the name is another. */
  readonly roleId: string;
  /** Name of the session. */
  readonly name: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** Policies given along, which bound what the role's own allow; none where nothing was. */
  readonly documents?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What `Sessions.save` gives. */
export const savedSessions = z.array(
  z.strictObject({
    id: z.string().regex(/^ASIA[A-Z2-7]{16}$/),
    role: z.string(),
    roleId: z.string(),
    name: z.string(),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    documents: z.array(z.string()).optional(),
    tags: z.record(z.string(), z.string()),
  }),
);

/** How many sessions of an account are remembered; the oldest go first. */
const MOST = 10_000;

/** The sessions of one account's roles. */
export class Sessions {
  readonly #sessions: Map<string, Session>;

  /** @param saved what `save` gave */
  constructor(saved: readonly Session[] = []) {
    this.#sessions = new Map(saved.map((session) => [session.id, session]));
  }

  save(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  find(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  add(session: Session): void {
    if (this.#sessions.size >= MOST) this.#sessions.delete(this.#sessions.keys().next().value ?? '');
    this.#sessions.set(session.id, session);
  }
}
