import type { PageToHost } from '../protocol/page.ts';

/** The message if it is one of the protocol, else `undefined`. */
export function readPageMessage(value: unknown): PageToHost | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, format, ms } = value as Readonly<Record<string, unknown>>;
  if (type === 'ready' || type === 'rerun') return { type };
  if (type === 'save' && (format === 'html' || format === 'json')) return { type, format };
  if (type === 'painted' && typeof ms === 'number') return { type, ms };
  return undefined;
}
