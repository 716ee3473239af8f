import { cpuSession } from '../cpuSession.ts';
import { type Model } from '../model.ts';
import { asUserError } from '../modelErrors.ts';
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
  const bytes = readWithFragment(model, parts.fragment);
  for (const patch of parts.patches) bytes.set(patch.bytes, patch.offset);
  const session = await createSession(model, bytes, sessionOptions(model, parts));
  await model.checkUnchanged().catch(async (error: unknown) => {
    await session.release();
    throw error;
  });
  return session;
}

async function createSession(
  model: Model,
  bytes: Uint8Array,
  options: Session.SessionOptions,
): Promise<Session> {
  try {
    return await ort().InferenceSession.create(bytes, options);
  } catch (cause) {
    // Then what the runtime says of its bytes is not the reason.
    await model.checkUnchanged();
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

function readWithFragment(model: Model, fragment: Uint8Array): Uint8Array {
  const content = model.content();
  const bytes = new Uint8Array(content.size + fragment.byteLength);
  try {
    content.copyTo(bytes);
  } catch (error) {
    throw asUserError(model.path, error);
  }
  bytes.set(fragment, content.size);
  return bytes;
}
