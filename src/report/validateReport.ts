import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from './report.schema.json' with { type: 'json' };

let compiled: ValidateFunction | undefined;

/** Compiled at first use, which most commands never come to: it takes longer than the rest of a start. */
function validator(): ValidateFunction {
  // strictNumbers (Ajv's default) also refuses NaN and infinities, which JSON.stringify would silently turn into null.
  compiled ??= new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  return compiled;
}

/**
 * Checks a value against report.schema.json. Returns one line a violation ("/regions/samples: must be integer"); none means
 * the value is a {@link import('./report.ts').Report}.
 */
export function validateReport(value: unknown): readonly string[] {
  const validate = validator();
  return validate(value) ? [] : (validate.errors ?? []).filter(isOwnFault).map(violation);
}

/** A part that may be null and is present fails the "null" branch too whenever something inside it is wrong: noise. */
function isOwnFault({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'anyOf' && !schemaPath.endsWith('/anyOf/1/type');
}

function violation(error: ErrorObject): string {
  const detail: unknown =
    error.params['additionalProperty'] ??
    error.params['allowedValues'] ??
    error.params['allowedValue'];
  const suffix = detail === undefined ? '' : ` (${String(detail)})`;
  return `${error.instancePath || '/'}: ${error.message ?? error.keyword}${suffix}`;
}
