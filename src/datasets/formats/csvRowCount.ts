import type { ByteRange } from '../bytes/byteRange.ts';
import { csvBytes } from './csvStream.ts';

const lineFeed = 10;

/** Lines that are not blank, the header included; counted without parsing, so a line break inside quotes counts as one more. */
export async function countCsvLines(range: ByteRange): Promise<number> {
  let lines = 0;
  let blank = true;
  for await (const part of csvBytes(range)) {
    let from = 0;
    while (from < part.length) {
      const end = part.indexOf(lineFeed, from);
      const stop = end < 0 ? part.length : end;
      blank &&= isBlank(part, from, stop);
      if (end < 0) break;
      if (!blank) lines++;
      blank = true;
      from = end + 1;
    }
  }
  return blank ? lines : lines + 1;
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] > 32) return false;
  return true;
}
