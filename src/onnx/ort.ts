import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { UserError } from '../engine/userError.ts';
import { unpackedRuntime } from './packedRuntime.ts';
import { storageVariable } from './runtimeStorage.ts';

export type { InferenceSession, Tensor } from 'onnxruntime-node';

/** In a packed product the runtime lies in dist/onnxruntime (scripts/vendorRuntime.mjs), else in node_modules. */
const vendored = './onnxruntime/lib/runtime.cjs';

const load = createRequire(import.meta.url);
let loaded: typeof Ort | undefined;

/** Read by ONNX Runtime as it is loaded: without it, it counts its sessions for Microsoft and keeps a number of the machine. */
const noTelemetry = 'ORT_DISABLE_TELEMETRY';

/**
 * ONNX Runtime, loaded on first use: this is the only place where the process takes on native code. Its telemetry stays off. Throws
 * UserError where it cannot be loaded.
 */
export function ort(): typeof Ort {
  process.env[noTelemetry] = '1';
  try {
    loaded ??= load(place()) as typeof Ort;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw cannotLoad(cause, process.platform);
  }
  return loaded;
}

/** What the runtime's libraries ask of each platform; elsewhere there are none. */
const needs: Readonly<Record<string, string>> = {
  linux:
    'it needs glibc 2.28 or newer on x64 or arm64, memory for its libraries and a disk not mounted noexec',
  darwin: 'it needs a Mac with an Apple processor',
  win32: 'it needs 64-bit Windows on x64: install the Microsoft Visual C++ Redistributable',
};

/** One sentence for the user on why a native library was not loaded. */
export function cannotLoad(cause: unknown, platform: string): UserError {
  const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  const need = needs[platform] ?? 'it runs on Linux, macOS and Windows';
  const message = `ONNX Runtime cannot be loaded (${reason}); ${need}.`;
  return new UserError(message, { code: 'unsupported', cause });
}

function place(): string {
  const found = vendoredPath();
  if (found === undefined) return 'onnxruntime-node';
  const folder = unpackedRuntime(dirname(dirname(found)), process.env[storageVariable]);
  return join(folder, 'lib', 'runtime.cjs');
}

function vendoredPath(): string | undefined {
  try {
    return load.resolve(vendored);
  } catch {
    return undefined;
  }
}
