import { createRequire } from 'node:module';

const { name, version } = createRequire(import.meta.url)('slr-conformance/package.json') as {
  readonly name: string;
  readonly version: string;
};

/** Name and version of the suite, as its package has them. */
export const suitePackage = { name, version } as const;
