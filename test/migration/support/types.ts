export type { AnyFields, AnySupportAdapter } from '../../../src/adapter/contract.ts';
export type { ImportDraft } from '../../../src/adapter/resources.ts';
export type { Sandbox } from '../../../src/sandbox/kit/engine.ts';
