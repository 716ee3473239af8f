import { type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { type FileStamp } from '../fileStamp.ts';

/** A file of external data that has passed the checks. */
export interface ExternalFile {
  readonly path: string;
  readonly stamp: FileStamp;
}

/**
 * Resolves the `location` of the external tensor named `tensor` of the model at `modelPath`. Only regular files inside the model's own
 * folder are accepted, reached without "..", absolute paths or symbolic links: a model must not be able to make us read
 * anything else. Throws UserError otherwise, also when the file is missing.
 */
export async function externalFile(
  modelPath: string,
  tensor: string,
  location: string,
): Promise<ExternalFile> {
  const relative = normalize(location.replaceAll('\\', '/'));
  if (isAbsolute(relative) || /^[a-zA-Z]:/.test(relative) || relative.split(sep).includes('..')) {
    throw new UserError(
      `${modelPath} keeps "${tensor}" in "${location}", which is outside its own folder: save the model again with its data beside it.`,
    );
  }
  const folder = await realpath(dirname(modelPath));
  const path = join(folder, relative);
  const { real, stamp } = await locate(path).catch((cause: unknown) => {
    throw new UserError(
      `${modelPath} keeps "${tensor}" in "${location}", which cannot be read: put that file into the model's folder.`,
      { code: 'not-found', cause },
    );
  });
  if (real !== path || !stamp.isFile()) {
    throw new UserError(
      `${modelPath} keeps "${tensor}" in "${location}", which is a link or no plain file: put the file itself there.`,
    );
  }
  return { path, stamp };
}

async function locate(path: string): Promise<{ readonly real: string; readonly stamp: Stats }> {
  const real = await realpath(path);
  return { real, stamp: await stat(real) };
}
