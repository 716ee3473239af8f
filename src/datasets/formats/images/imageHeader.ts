/** What the first bytes of a picture say. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
  /** 1 for grey (with or without transparency), 3 for colour. */
  readonly channels: 1 | 3;
  /** Bits of one channel. */
  readonly bits: number;
}

/** Reads the header of a PNG (ISO 15948, IHDR) or JPEG (ITU T.81, start of frame); `undefined` for anything else. */
export function imageHeader(bytes: Buffer): ImageHeader | undefined {
  return pngHeader(bytes) ?? jpegHeader(bytes);
}

const greyTypes = [0, 4];

function pngHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
  const [bits, colourType] = [bytes[24], bytes[25]];
  return {
    format: 'png',
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    channels: greyTypes.includes(colourType) ? 1 : 3,
    bits,
  };
}

/** Codes C0 … CF start a frame, but for tables (C4, CC) and an extension (C8). */
function startsFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function jpegHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 10 <= bytes.length && bytes[at] === 0xff) {
    const code = bytes[at + 1];
    if (startsFrame(code)) {
      return {
        format: 'jpeg',
        bits: bytes[at + 4],
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        channels: bytes[at + 9] === 1 ? 1 : 3,
      };
    }
    // 0xFF may be repeated as filling.
    at += code === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
