import { Ajv, type ValidateFunction } from 'ajv';
import { UserError } from '../../engine/userError.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import schema from '../certificates/certificates.schema.json' with { type: 'json' };

let compiled: ValidateFunction<CertificateSet> | undefined;

/** Compiled at first use: every command loads this file. */
function validator(): ValidateFunction<CertificateSet> {
  compiled ??= new Ajv({ allErrors: false, strict: true }).compile<CertificateSet>(schema);
  return compiled;
}

/** The sets in a certificates file: one from `hull`, a list from `diagnose`. Throws UserError naming the file. */
export function parseCertificates(value: unknown, path: string): CertificateSet[] {
  const sets: unknown[] = Array.isArray(value) ? value : [value];
  const validate = validator();
  return sets.map((set) => {
    if (validate(set)) return set;
    const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
    throw new UserError(
      `${path} is no certificates file: ${instancePath || 'its top level'} ${message}.`,
    );
  });
}
