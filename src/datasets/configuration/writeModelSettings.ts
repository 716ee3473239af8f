import { dirname, join, resolve } from 'node:path';
import { writeWholeFile } from '../bytes/writeWholeFile.ts';
import {
  configurationName,
  findConfiguration,
  modelKey,
  relativeKey,
  toEntry,
} from './configuration.ts';
import {
  type ConfigurationDocument,
  type ModelEntry,
  readConfigurationFile,
} from './configurationFile.ts';
import { setJsonMember } from './jsonMember.ts';
import type { ModelSettings } from './modelSettings.ts';

/**
 * Writes the given settings of a model to the nearest configuration file, or to a new one beside the model. Settings
 * named in `replaced` that are not given are removed; everything else in the file stays as it is. A model without an
 * entry gets one, an empty one too: it stands for random inputs. Returns the file's path. Throws UserError when the file
 * is not valid or may not be written.
 */
export async function writeModelSettings(
  modelPath: string,
  settings: ModelSettings,
  replaced: readonly (keyof ModelSettings)[] = [],
): Promise<string> {
  const existing = findConfiguration(modelPath);
  const path = existing ?? join(dirname(resolve(modelPath)), configurationName);
  const { text, document }: { text: string; document: ConfigurationDocument } =
    existing === undefined ? { text: '{}\n', document: {} } : await readConfigurationFile(path);
  const key = modelKey(document, path, modelPath) ?? relativeKey(path, modelPath);
  const given = toEntry(settings, dirname(path));
  const edited = setEntry(text, key, document.models?.[key], given, replaced);
  await writeWholeFile(path, edited);
  return path;
}

function setEntry(
  text: string,
  key: string,
  entry: ModelEntry | undefined,
  given: ModelEntry,
  replaced: readonly (keyof ModelEntry)[],
): string {
  const kept = Object.entries(entry ?? {}).filter(
    ([name]) => !replaced.includes(name as keyof ModelEntry) || Object.hasOwn(given, name),
  );
  const isEntryRewritten = entry === undefined || kept.length < Object.keys(entry).length;
  if (isEntryRewritten) {
    return setJsonMember(text, ['models', key], { ...Object.fromEntries(kept), ...given });
  }
  return Object.entries(given).reduce(
    (edited, [name, value]) => setJsonMember(edited, ['models', key, name], value),
    text,
  );
}
