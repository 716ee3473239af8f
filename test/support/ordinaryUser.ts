import { chmodSync, readdirSync } from 'node:fs';

/** The user that owns nothing. */
export const nobody = 65534;

/**
 * Whether root can be {@link nobody} for a moment, and reach `folder` then: where temporary files lie in root's own home, or users are
 * not mapped, it cannot, and who tests the rights of others must be skipped. Lets others into `folder` itself. False on Windows.
 */
export function canBeNobody(folder: string): boolean {
  if (process.platform === 'win32' || process.geteuid?.() !== 0) return false;
  chmodSync(folder, 0o755);
  try {
    process.seteuid!(nobody);
    // Not by asking for access: that is answered for the user who started the process.
    readdirSync(folder);
    return true;
  } catch {
    return false;
  } finally {
    process.seteuid!(0);
  }
}
