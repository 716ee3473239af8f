import { UserError } from '../../../engine/userError.ts';
import type { ByteSink } from '../../bytes/byteSink.ts';
import type { ByteSource } from '../../bytes/byteSource.ts';
import { decodeImage, readImageHeader } from './decodeImage.ts';
import type { ImageHeader } from './imageHeader.ts';

/** Collects pictures of one size as rows of bytes, height × width × channels. */
export class PictureRows {
  readonly #first: ImageHeader;
  readonly #sink: ByteSink;

  /** `first` says the size and channels of every row. */
  constructor(first: ImageHeader, sink: ByteSink) {
    this.#first = first;
    this.#sink = sink;
  }

  /** Decodes a PNG or JPEG. A grey picture among coloured ones gets three equal channels; throws UserError for any other difference. */
  append(bytes: Buffer, label: string): void {
    const { width, height, channels } = this.#first;
    const own = readImageHeader(bytes, label);
    // Checked before decoding, so that a small file cannot unfold into gigabytes.
    if (own.width !== width || own.height !== height || own.channels > channels) {
      throw new UserError(
        `${label} is ${own.width}×${own.height} ${colours(own.channels)}, but the first picture is ${width}×${height} ${colours(channels)}: bring them to one size.`,
        { code: 'mismatch' },
      );
    }
    const { pixels } = decodeImage(bytes, label);
    this.#sink.append(own.channels === channels ? pixels : repeatChannels(pixels, channels));
  }

  finish(): ByteSource {
    return this.#sink.finish();
  }
}

function colours(channels: number): string {
  return channels === 1 ? 'grey' : 'RGB';
}

function repeatChannels(grey: Uint8Array, channels: number): Uint8Array {
  return Uint8Array.from(
    { length: grey.length * channels },
    (_, at) => grey[Math.floor(at / channels)],
  );
}
