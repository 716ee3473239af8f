import type { ModelPageToHost } from '../../protocol/modelEditor.ts';

const types: readonly unknown[] = [
  'ready',
  'diagnose',
  'openReport',
  'makeDefault',
] satisfies ModelPageToHost['type'][];

/** The message if it is one of the protocol, else `undefined`. */
export function readModelPageMessage(value: unknown): ModelPageToHost | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  return types.includes(value.type) ? { type: value.type as ModelPageToHost['type'] } : undefined;
}
