import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { cpuSession } from '../cpuSession.ts';
import { type Model } from '../model.ts';
import { type InferenceSession as Session, ort } from '../ort.ts';
import { type BatchPatch } from './batchPatches.ts';
import { sessionError } from './sessionError.ts';

export interface SessionParts {
  /** Bytes of a ModelProto to be merged into the model. */
  readonly fragment: Uint8Array;
  /** Overwrites inside the model's own bytes. */
  readonly patches: readonly BatchPatch[];
  readonly threads: number | undefined;
  /** The graph is left as it stands: for a few rows, or with thousands of outputs, improving it takes longer than everything else. */
  readonly asItStands?: boolean;
}

/**
 * A session on the model with patches and fragment applied. The file is read straight into the buffer handed to ONNX Runtime: one copy.
 * Throws UserError naming the model when it cannot be read or loaded.
 */
export async function openSession(model: Model, parts: SessionParts): Promise<Session> {
  const bytes = await readWithFragment(model, parts.fragment);
  for (const patch of parts.patches) bytes.set(patch.bytes, patch.offset);
  const { InferenceSession } = ort();
  try {
    return await InferenceSession.create(bytes, sessionOptions(model, parts));
  } catch (cause) {
    throw sessionError(model, 'load', cause);
  }
}

function sessionOptions(
  model: Model,
  { threads, asItStands = false }: SessionParts,
): Session.SessionOptions {
  const common = cpuSession(threads);
  const hasFolder = model.externalFiles.length > 0 || model.encoded() !== undefined;
  const files = { model_external_initializers_file_folder_path: model.dataFolder };
  return {
    ...common,
    graphOptimizationLevel: asItStands ? 'disabled' : 'all',
    ...(hasFolder && { extra: { session: { ...common.extra.session, ...files } } }),
  };
}

async function readWithFragment(model: Model, fragment: Uint8Array): Promise<Uint8Array> {
  const encoded = model.encoded();
  if (encoded) return Buffer.concat([encoded, fragment]);
  const bytes = new Uint8Array(model.bytes + fragment.byteLength);
  const file = await open(model.path, 'r').catch((cause: unknown) => {
    throw new UserError(`${model.path} can no longer be opened; diagnose it again.`, { cause });
  });
  try {
    let read = 0;
    while (read < model.bytes) {
      const { bytesRead } = await file.read(bytes, read, model.bytes - read, read);
      if (bytesRead === 0) {
        throw new UserError(
          `${basename(model.path)} changed while it was read; diagnose it again.`,
        );
      }
      read += bytesRead;
    }
  } finally {
    await file.close();
  }
  bytes.set(fragment, model.bytes);
  return bytes;
}
