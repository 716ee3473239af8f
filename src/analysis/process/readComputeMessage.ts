import type { ComputeToHost } from '../../protocol/analysis.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Which fields make a message of each type; a message that lacks one is refused. */
const checks: { readonly [T in ComputeToHost['type']]: (message: Fields) => boolean } = {
  ready: () => true,
  progress: (m) =>
    isNumber(m['id']) && isString(m['stage']) && isNumber(m['done']) && isNumber(m['total']),
  endable: (m) => isNumber(m['id']),
  ok: (m) => isNumber(m['id']) && 'result' in m,
  error: (m) => isNumber(m['id']) && isString(m['message']) && typeof m['user'] === 'boolean',
};

/** The message if it is one of the protocol, else `undefined`. */
export function readComputeMessage(value: unknown): ComputeToHost | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const message = value as Fields;
  const type = message['type'];
  if (!isString(type) || !Object.hasOwn(checks, type)) return undefined;
  return checks[type as ComputeToHost['type']](message) ? (value as ComputeToHost) : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
