/** Everything at once; each floor also has a door of its own (`slr-conformance/model`, ...). */
export * from './model/index.ts';
export * from './services/index.ts';
export * from './properties/index.ts';
export * from './adapters/index.ts';
export * from './reports/index.ts';
