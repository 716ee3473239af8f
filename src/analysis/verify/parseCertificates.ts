import { Ajv } from 'ajv';
import { UserError } from '../../engine/userError.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import schema from '../certificates/certificates.schema.json' with { type: 'json' };

const validate = new Ajv({ allErrors: false, strict: true }).compile<CertificateSet>(schema);

/** The sets in the text of a certificates file: one from `hull`, a list from `diagnose`. Throws UserError naming the file. */
export function parseCertificates(text: string, path: string): CertificateSet[] {
  const value = parseJson(text, path);
  if (isReport(value)) {
    throw new UserError(
      `${path} is a report and holds no certificates; run diagnose with --certificates FILE and verify that file.`,
    );
  }
  const sets: unknown[] = Array.isArray(value) ? value : [value];
  return sets.map((set) => {
    if (validate(set)) return set;
    const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
    throw new UserError(
      `${path} is no certificates file: ${instancePath || 'its top level'} ${message}.`,
    );
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${path} is not JSON; give a file written by --certificates.`, { cause });
  }
}

function isReport(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'schemaVersion' in value && 'findings' in value
  );
}
