import type { PageToHost } from '../protocol/page.ts';

type SaveFile = Extract<PageToHost, { type: 'saveFile' }>;

/** What a page may offer to save: a name without folders and one of our own extensions. */
const offeredName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,120}\.(csv|svg|png)$/u;

/** The message if it is one of the protocol, else `undefined`. */
export function readPageMessage(value: unknown): PageToHost | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, format, ms } = value as Readonly<Record<string, unknown>>;
  if (type === 'ready' || type === 'rerun') return { type };
  if (type === 'save' && (format === 'html' || format === 'json' || format === 'choose')) {
    return { type, format };
  }
  if (type === 'saveFile') return readFile(value as Readonly<Record<string, unknown>>);
  if (type === 'painted' && typeof ms === 'number') return { type, ms };
  return undefined;
}

function readFile({
  name,
  content,
  encoding,
}: Readonly<Record<string, unknown>>): SaveFile | undefined {
  if (typeof name !== 'string' || !offeredName.test(name)) return undefined;
  if (typeof content !== 'string' || (encoding !== 'text' && encoding !== 'base64')) {
    return undefined;
  }
  return { type: 'saveFile', name, content, encoding };
}
