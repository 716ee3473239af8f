import { UserError } from '../engine/userError.ts';

/**
 * Throws UserError for a model of a virtual workspace, or an earlier version that Git shows: what reads models takes files, and a file that
 * has the same path by chance would be read in its place.
 */
export function refuseUnlessOnDisk(model: { readonly scheme: string; toString(): string }): void {
  if (model.scheme === 'file') return;
  throw new UserError(
    `${model.toString()} is not on this machine's disk; open a folder on disk or over Remote to diagnose its models.`,
  );
}
