import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Preprocess } from '../dataset.ts';
import { mapFiles, parseReference, referenceText, resolveReference } from '../reference.ts';
import {
  type ConfigurationDocument,
  type ModelEntry,
  type PreprocessEntry,
  readConfigurationFile,
} from './configurationFile.ts';
import type { DataSetting, ModelSettings } from './modelSettings.ts';

/** Name of the settings file, beside the model or in a folder above it. */
export const configurationName = 'model-geometry.json';

/** The nearest configuration file at or above the model's folder; `undefined` when there is none. */
export function findConfiguration(modelPath: string): string | undefined {
  let folder = dirname(resolve(modelPath));
  for (;;) {
    const candidate = join(folder, configurationName);
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/**
 * What a configuration file (default: the nearest) says about a model: its entry, completed by the file's own
 * thresholds, seed and threads; paths are made absolute. `undefined` without a file or without an entry of the model.
 * Throws UserError naming the file and the key when it is not valid.
 */
export async function readModelSettings(
  modelPath: string,
  configurationPath = findConfiguration(modelPath),
): Promise<ModelSettings | undefined> {
  if (configurationPath === undefined) return undefined;
  const { document } = await readConfigurationFile(configurationPath);
  const key = modelKey(document, configurationPath, modelPath);
  const entry = key === undefined ? undefined : document.models?.[key];
  return entry && resolveEntry(document, entry, dirname(resolve(configurationPath)));
}

/** The key under which a model stands: its path relative to the file, else its name alone. */
export function modelKey(
  document: ConfigurationDocument,
  configurationPath: string,
  modelPath: string,
): string | undefined {
  const models = document.models ?? {};
  const keys = [relativeKey(configurationPath, modelPath), basename(modelPath)];
  return keys.find((key) => Object.hasOwn(models, key));
}

/** The model's path relative to the configuration file, with forward slashes on every platform. */
export function relativeKey(configurationPath: string, modelPath: string): string {
  const path = relative(dirname(resolve(configurationPath)), resolve(modelPath));
  return path.split(sep).join('/');
}

function resolveEntry(
  document: ConfigurationDocument,
  entry: ModelEntry,
  folder: string,
): ModelSettings {
  const { thresholds, seed, threads } = document;
  const { train, test, preprocess, set, ...rest } = entry;
  return {
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
    ...rest,
    ...(set && { set: mapFiles(set, (file) => resolveReference(file, folder)) }),
    ...(train && { train: resolveData(train, folder) }),
    ...(test && { test: resolveData(test, folder) }),
    ...(preprocess && { preprocess: toPreprocess(preprocess) }),
    ...((thresholds ?? rest.thresholds) && { thresholds: { ...thresholds, ...rest.thresholds } }),
  };
}

function resolveData(setting: DataSetting, folder: string): DataSetting {
  return withFiles(setting, (file) => resolveReference(file, folder));
}

/** The same setting with every file it names replaced. */
function withFiles(
  { samples, labels, features, set, ...rest }: DataSetting,
  replace: (file: string) => string,
): DataSetting {
  return {
    samples: replace(samples),
    ...(labels !== undefined && { labels: replace(labels) }),
    ...(features !== undefined && { features: replace(features) }),
    ...(set && { set: mapFiles(set, replace) }),
    ...rest,
  };
}

function toPreprocess({ mean, std, ...rest }: PreprocessEntry): Preprocess {
  const list = (values: number | readonly number[]) =>
    typeof values === 'number' ? [values] : values;
  return {
    ...rest,
    ...(mean !== undefined && { mean: list(mean) }),
    ...(std !== undefined && { std: list(std) }),
  };
}

/** The inverse of resolving: references inside the file's folder become relative, with forward slashes. */
export function toEntry(settings: ModelSettings, folder: string): ModelEntry {
  const relativeTo = (file: string) => relativeReference(file, folder);
  const { train, test, set, ...rest } = settings;
  return {
    ...(train && { train: withFiles(train, relativeTo) }),
    ...(test && { test: withFiles(test, relativeTo) }),
    ...(set && { set: mapFiles(set, relativeTo) }),
    ...rest,
  };
}

function relativeReference(reference: string, folder: string): string {
  const { path, array } = parseReference(reference);
  const inside = relative(folder, path);
  if (inside.startsWith('..') || isAbsolute(inside)) return reference;
  return referenceText(inside.split(sep).join('/'), array);
}
