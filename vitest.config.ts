import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Examples import the package by its name, as its users do; here that means the sources.
  resolve: {
    alias: [
      { find: /^slr-conformance$/, replacement: at('index.ts') },
      { find: /^slr-conformance\/mock$/, replacement: at('adapters/mock/index.ts') },
      { find: /^slr-conformance\/vitest$/, replacement: at('kit/vitest.ts') },
      { find: /^slr-conformance\/(model|adapters|properties|reports)$/, replacement: `${at('.')}$1/index.ts` },
    ],
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', '.emulators/**', '.mutation/**'],
    testTimeout: 60_000,
    // The usual is one fewer than there are processors, which is one alone where there are two.
    maxWorkers: '100%',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
