import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { readFile } from 'node:fs/promises';
import { UserError } from '../../engine/userError.ts';
import { fileError } from '../bytes/fileErrors.ts';
import schema from '../model-geometry.schema.json' with { type: 'json' };
import type { ModelSettings } from './modelSettings.ts';

/** Preprocessing as written: a single number may stand for a list of one. */
export interface PreprocessEntry {
  readonly scale?: number;
  readonly mean?: number | readonly number[];
  readonly std?: number | readonly number[];
  readonly layout?: 'nchw' | 'nhwc';
}

/** One model as written: paths are relative to the file. */
export interface ModelEntry extends Omit<ModelSettings, 'preprocess'> {
  readonly preprocess?: PreprocessEntry;
}

/** The document in model-geometry.json. */
export interface ConfigurationDocument {
  readonly models?: Readonly<Record<string, ModelEntry>>;
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly seed?: number;
  readonly threads?: number;
}

let compiled: ValidateFunction<ConfigurationDocument> | undefined;

/** Compiled at first use: the extension loads this file long before it needs it. */
function validator(): ValidateFunction<ConfigurationDocument> {
  compiled ??= new Ajv({ verbose: true, allowUnionTypes: true }).compile<ConfigurationDocument>(
    schema,
  );
  return compiled;
}

/** Reads and checks a configuration file. Throws UserError 'configuration' naming the file and the key that is wrong. */
export async function readConfigurationFile(
  path: string,
): Promise<{ readonly text: string; readonly document: ConfigurationDocument }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw fileError(path, error);
  }
  const document = parseJson(path, text);
  const validate = validator();
  if (validate(document)) return { text, document };
  const [error] = validate.errors ?? [];
  throw new UserError(`${path}: ${errorText(error)}.`, { code: 'configuration' });
}

function parseJson(path: string, text: string): unknown {
  try {
    // Some editors on Windows put a byte-order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${path} is not JSON (${reason}): correct it.`, {
      code: 'configuration',
      cause,
    });
  }
}

function errorText(error: ErrorObject): string {
  const where = keyPath(error.instancePath);
  const { additionalProperty, missingProperty } = error.params as Record<string, unknown>;
  if (additionalProperty !== undefined) {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object).join(', ');
    return `unknown key "${String(additionalProperty)}"${where && ` in ${where}`}; the keys known there are ${known}`;
  }
  if (missingProperty !== undefined) return `${where} needs a "${String(missingProperty)}"`;
  const allowed = (error.params as { allowedValues?: readonly unknown[] }).allowedValues;
  const rule = allowed === undefined ? error.message : `must be one of ${allowed.join(', ')}`;
  const found = JSON.stringify(error.data).slice(0, 60);
  return `${where || 'the document'} is ${found} but ${rule}`;
}

/** "/models/a~1b.onnx/train" as "models → a/b.onnx → train". */
function keyPath(pointer: string): string {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')).join(' → ');
}
