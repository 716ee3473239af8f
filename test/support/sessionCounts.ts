import { ort } from '../../src/onnx/ort.ts';

/** Sessions on models of some size. */
export interface SessionCounts {
  /** All that were opened. */
  readonly opened: number;
  /** Most that were open at once. */
  readonly most: number;
  /** Those that were not released. */
  readonly left: number;
}

/** Counts the sessions that are opened while `use` runs on models of at least `bytes` bytes: parts and products have fewer. */
export async function sessionCounts(
  bytes: number,
  use: () => Promise<unknown>,
): Promise<SessionCounts> {
  const { InferenceSession } = ort();
  const { create } = InferenceSession;
  let [opened, most, left] = [0, 0, 0];
  const counted = async (...args: [Uint8Array]) => {
    const session = await create(...args);
    if (args[0].byteLength < bytes) return session;
    opened++;
    most = Math.max(most, ++left);
    const release = session.release.bind(session);
    session.release = () => {
      left--;
      return release();
    };
    return session;
  };
  Object.assign(InferenceSession, { create: counted });
  try {
    await use();
  } finally {
    Object.assign(InferenceSession, { create });
  }
  return { opened, most, left };
}
