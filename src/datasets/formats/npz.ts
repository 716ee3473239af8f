import { UserError } from '../../engine/userError.ts';
import { readHead } from '../bytes/byteRange.ts';
import { referenceText } from '../reference.ts';
import { npyHeadBytes, parseNpyHeader } from './npyHeader.ts';
import type { LocatedArray } from './storedArray.ts';
import { readZipDirectory, type ZipMember } from './zipDirectory.ts';

const suffix = '.npy';

/** No file of samples has more arrays; those beyond are found by their names only. */
const mostListed = 1000;

/**
 * The arrays of an npz archive in file order, from their headers; with `name`, that one alone (none when it is not there).
 * Arrays whose elements are not plain numbers are left out beside others. Throws UserError when nothing can be read.
 */
export async function readNpz(path: string, name?: string): Promise<readonly LocatedArray[]> {
  const members = await readZipDirectory(path, (names) => wantedMembers(path, names, name));
  const arrays: LocatedArray[] = [];
  let refusal: UserError | undefined;
  for (const member of members) {
    try {
      arrays.push(await locateNpy(member));
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'unsupported') throw error;
      refusal = error;
    }
  }
  if (arrays.length === 0 && refusal !== undefined) throw refusal;
  return arrays;
}

function wantedMembers(path: string, names: readonly string[], name?: string): readonly string[] {
  const arrays = names.filter((member) => member.endsWith(suffix));
  if (arrays.length === 0) {
    throw new UserError(
      `${path} is a zip archive without .npy arrays: write one with numpy.savez(file, images=…, labels=…).`,
      { code: 'unsupported' },
    );
  }
  return name === undefined
    ? arrays.slice(0, mostListed)
    : arrays.filter((member) => member === name + suffix);
}

function arrayName(member: ZipMember): string {
  return member.name.slice(0, -suffix.length);
}

async function locateNpy(member: ZipMember): Promise<LocatedArray> {
  const name = arrayName(member);
  const head = await readHead(member.range, npyHeadBytes);
  const header = parseNpyHeader(head, referenceText(member.range.path, name));
  return { name, range: member.range, header };
}
