/** The beginning of a NumPy file (format 1.0) of float32 values of that shape; the values follow, row by row. */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const headerLength = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const header = new Uint8Array(10 + headerLength);
  header.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(header.buffer).setUint16(8, headerLength, true);
  header.set(new TextEncoder().encode(`${dict.padEnd(headerLength - 1)}\n`), 10);
  return header;
}
