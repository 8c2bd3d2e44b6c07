/** Build step: writes the published JSON Schemas beside the compiled code: schema/run-2.json, schema/service-1.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { runJsonSchema } from '../../properties/run/index.ts';
import { serviceJsonSchema } from '../../reports/service-schema.ts';

const folder = new URL('../../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['run-2.json', runJsonSchema()],
  ['service-1.json', serviceJsonSchema()],
] as const)
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
