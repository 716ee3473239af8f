import { writeWholeFile } from '../../datasets/bytes/writeWholeFile.ts';
import type { CertificateSet } from './certificateFile.ts';

/**
 * Writes certificates as JSON, one certificate a line: a single set as an object, several as a list. Lines are written
 * as they are made, because a set of directions in pixel space is too long for one string.
 * Throws UserError naming the file when it cannot be written.
 */
export async function writeCertificates(
  path: string,
  sets: CertificateSet | readonly CertificateSet[],
): Promise<void> {
  await writeWholeFile(path, { [Symbol.iterator]: () => chunks(sets) });
}

function* chunks(sets: CertificateSet | readonly CertificateSet[]): Generator<string> {
  if (!('length' in sets)) {
    yield* setChunks(sets);
    yield '\n';
    return;
  }
  yield '[';
  for (const [index, set] of sets.entries()) {
    if (index > 0) yield ',';
    yield* setChunks(set);
  }
  yield ']\n';
}

function* setChunks({ certificates, ...header }: CertificateSet): Generator<string> {
  yield `${JSON.stringify(header).slice(0, -1)},"certificates":[`;
  for (const [index, certificate] of certificates.entries()) {
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify(certificate)}`;
  }
  yield '\n]}';
}
