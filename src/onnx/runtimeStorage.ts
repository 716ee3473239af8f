/**
 * The environment variable that names the folder where a process may keep an unpacked ONNX Runtime when its own folder is read-only; the
 * extension gives its storage.
 */
export const storageVariable = 'MODEL_GEOMETRY_STORAGE';
