/** Reading and writing model-geometry.json, for both shells. No native code is loaded from here. */
export { readModelSettings } from '../datasets/configuration/configuration.ts';
export { writeModelSettings } from '../datasets/configuration/writeModelSettings.ts';
export type { DataSetting, ModelSettings } from '../datasets/configuration/modelSettings.ts';
export { mapFiles, resolveReference } from '../datasets/reference.ts';
