import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../engine/userError.ts';
import { fileError } from '../../bytes/fileErrors.ts';

/** The pictures of a folder in the order of their rows. */
export interface ImageFiles {
  /** Absolute paths if the folder's is. */
  readonly files: readonly string[];
  /** Names of the class folders, in the order of their indices; empty for a folder without classes. */
  readonly classes: readonly string[];
  /** Class index of each file; empty without classes. */
  readonly labels: Int32Array;
}

const pictureName = /\.(png|jpe?g)$/i;
const otherPictureName = /\.(gif|bmp|webp|tiff?|ppm|pgm)$/i;

/**
 * A folder with one folder of pictures a class (classes and files in the order of their names, by code unit, as Python sorts them),
 * or a folder of pictures. Links to folders are not followed. Throws UserError when there is no PNG or JPEG in it.
 */
export function imageFiles(folder: string): ImageFiles {
  const here = list(folder);
  const classes = here.folders.filter((name) => list(join(folder, name)).files.some(isPicture));
  if (classes.length === 0) {
    const files = here.files.filter(isPicture).map((name) => join(folder, name));
    if (files.length === 0) throw noPictures(folder, here.files);
    return { files, classes, labels: new Int32Array(0) };
  }
  const byClass = classes.map((name) =>
    list(join(folder, name))
      .files.filter(isPicture)
      .map((file) => join(folder, name, file)),
  );
  const labels = byClass.flatMap((files, label) => files.map(() => label));
  return { files: byClass.flat(), classes, labels: Int32Array.from(labels) };
}

function isPicture(name: string): boolean {
  return pictureName.test(name);
}

function list(folder: string): { files: string[]; folders: string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(
      ({ name }) => !name.startsWith('.'),
    );
    return {
      files: entries
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort(),
      folders: entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    };
  } catch (error) {
    throw fileError(folder, error);
  }
}

function noPictures(folder: string, names: readonly string[]): UserError {
  const other = names.find((name) => otherPictureName.test(name));
  const advice =
    other === undefined
      ? 'name a data file, or a folder with one folder of pictures a class'
      : `convert pictures such as ${other} to one of these`;
  return new UserError(`${folder} is a folder without PNG or JPEG pictures: ${advice}.`, {
    code: 'unsupported',
  });
}
