/** Random access to the bytes of one stored array. */
export interface ByteSource {
  readonly byteLength: number;
  /**
   * Exactly `length` bytes from `position`; may be a view of shared memory, so callers never write into it.
   * Throws UserError when the file ends early.
   */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
