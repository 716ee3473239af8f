import { crc32, deflateSync } from 'node:zlib';

/** Colours that fit into a palette of one byte a pixel. */
const mostColours = 256;
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A colour of the picture as red, green, blue, and how many pixels have it. */
type Counted = readonly [red: number, green: number, blue: number, count: number];

/** Colours that share one entry of the palette: that of the most frequent of them. */
interface Box {
  readonly colours: readonly Counted[];
  readonly shown: Counted;
  /** Squared distance of all its pixels to the colour that is shown. */
  readonly error: number;
}

/**
 * A picture as a PNG of at most `colours` (2 … 256) colours, a third as large as one of all colours where most of it is flat, as in photographs of a window. Exact
 * where it has no more; else boxes of colours are halved where the error is largest, and each is drawn as its most frequent
 * colour, so that flat areas keep theirs. `rgba`: width × height × 4 bytes, row by row; alpha is dropped.
 */
export function palettePng(
  rgba: Uint8Array,
  width: number,
  height: number,
  colours = mostColours,
): Uint8Array {
  const boxes = [boxOf(countColours(rgba))];
  while (boxes.length < colours) {
    const worst = boxes.reduce((a, b) => (b.error > a.error ? b : a));
    if (worst.error === 0) break;
    boxes.splice(boxes.indexOf(worst), 1, ...halves(worst));
  }
  const entries = new Map<number, number>();
  boxes.forEach(({ colours }, entry) =>
    colours.forEach(([r, g, b]) => entries.set(keyOf(r, g, b), entry)),
  );
  // Each row begins with its filter: 0 = none, the best one for palettes.
  const rows = new Uint8Array(height * (width + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const key = keyOf(rgba[4 * pixel]!, rgba[4 * pixel + 1]!, rgba[4 * pixel + 2]!);
    rows[pixel + 1 + Math.floor(pixel / width)] = entries.get(key)!;
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height)),
    chunk('PLTE', Uint8Array.from(boxes.flatMap(({ shown: [r, g, b] }) => [r, g, b]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function keyOf(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

function countColours(rgba: Uint8Array): Counted[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgba.length; i += 4) {
    const key = keyOf(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [key >> 16, (key >> 8) & 255, key & 255, count]);
}

function boxOf(colours: readonly Counted[]): Box {
  const shown = colours.reduce((a, b) => (b[3] > a[3] ? b : a));
  const distance = (c: Counted): number =>
    (c[0] - shown[0]) ** 2 + (c[1] - shown[1]) ** 2 + (c[2] - shown[2]) ** 2;
  return { colours, shown, error: colours.reduce((sum, c) => sum + c[3] * distance(c), 0) };
}

/** The two parts of a box of several colours, cut at the middle of its longest side. */
function halves({ colours }: Box): [Box, Box] {
  const sides = ([0, 1, 2] as const).map((channel) => {
    const values = colours.map((colour) => colour[channel]);
    const [low, high] = [
      values.reduce((a, b) => Math.min(a, b)),
      values.reduce((a, b) => Math.max(a, b)),
    ];
    return { channel, middle: (low + high) / 2, length: high - low };
  });
  const { channel, middle } = sides.reduce((a, b) => (b.length > a.length ? b : a));
  return [
    boxOf(colours.filter((colour) => colour[channel] <= middle)),
    boxOf(colours.filter((colour) => colour[channel] > middle)),
  ];
}

/** 8 bits a pixel, colour type 3 (palette), not interlaced. */
function header(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([8, 3], 8);
  return bytes;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
