import { type Stats } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../engine/userError.ts';

/** What tells a file from another of its name, and from itself after a change: its number, its bytes, its time of change. */
export type FileStamp = Pick<Stats, 'ino' | 'size' | 'mtimeMs'>;

/** Throws UserError unless the file at `path` is the one that was opened, as it was then. */
export function checkUnchanged(path: string, opened: FileStamp, now: FileStamp): void {
  if (opened.ino === now.ino && opened.size === now.size && opened.mtimeMs === now.mtimeMs) return;
  throw new UserError(`${basename(path)} changed while it was read; diagnose it again.`);
}
