import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileError } from '../bytes/fileErrors.ts';
import {
  configurationName,
  findConfiguration,
  modelKey,
  relativeKey,
  toEntry,
} from './configuration.ts';
import { readConfigurationFile } from './configurationFile.ts';
import { setJsonMember } from './jsonMember.ts';
import type { ModelSettings } from './modelSettings.ts';

/**
 * Writes the given settings of a model to the nearest configuration file, or to a new one beside the model. Settings
 * that are not given and everything else in the file stay as they are. Returns the file's path. Throws UserError when the file is not valid or may not be written.
 */
export async function writeModelSettings(
  modelPath: string,
  settings: ModelSettings,
): Promise<string> {
  const existing = findConfiguration(modelPath);
  const path = existing ?? join(dirname(resolve(modelPath)), configurationName);
  const file =
    existing === undefined ? { text: '{}\n', document: {} } : await readConfigurationFile(path);
  const key = modelKey(file.document, path, modelPath) ?? relativeKey(path, modelPath);
  let { text } = file;
  for (const [name, value] of Object.entries(toEntry(settings, dirname(path)))) {
    if (value !== undefined) text = setJsonMember(text, ['models', key, name], value);
  }
  try {
    await writeFile(path, text);
  } catch (error) {
    throw fileError(path, error);
  }
  return path;
}
