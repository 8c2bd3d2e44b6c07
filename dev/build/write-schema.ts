/** Build step: writes the published JSON Schema of a run beside the compiled code, to schema/run-2.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { runJsonSchema } from '../../reports/run-schema.ts';

const folder = new URL('../../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('run-2.json', folder), `${JSON.stringify(runJsonSchema(), null, 2)}\n`);
