import { readFileSync } from 'node:fs';
import { ByteSink } from '../../bytes/byteSink.ts';
import type { ByteSource } from '../../bytes/byteSource.ts';
import { fileError } from '../../bytes/fileErrors.ts';
import type { ArrayInfo } from '../../dataset.ts';
import { containerFormat, type NamedArray } from '../containerFormat.ts';
import type { StoredArray } from '../storedArray.ts';
import { readImageHeader } from './decodeImage.ts';
import { imageFiles, type ImageFiles } from './imageFiles.ts';
import { PictureRows } from './pictureRows.ts';

/** Enough of a picture's bytes for its header; cameras put previews before it. */
const headerBytes = 2 ** 18;

/** Folders of pictures: an array of bytes N × height × width (× 3), and "labels" where class folders give them. */
export const imageFolderFormat = containerFormat(({ range }) => {
  const images = imageFiles(range.path);
  const arrays: NamedArray[] = [pictureArray(range.path, images)];
  if (images.classes.length > 0) arrays.push(labelArray(range.path, images));
  return Promise.resolve(arrays);
});

function pictureArray(path: string, { files }: ImageFiles): NamedArray {
  const first = files[0];
  const header = readImageHeader(readPicture(first).subarray(0, headerBytes), first);
  const { width, height, channels } = header;
  const rowShape = channels === 1 ? [height, width] : [height, width, channels];
  const info: ArrayInfo = { name: '', type: 'uint8', shape: [files.length, ...rowShape] };
  return {
    info,
    open: (limit = files.length) => {
      const rows = new PictureRows(
        header,
        new ByteSink({ expected: limit * width * height * channels }),
      );
      for (const file of files.slice(0, limit)) rows.append(readPicture(file), file);
      return Promise.resolve(stored(path, info, Math.min(limit, files.length), rows.finish()));
    },
  };
}

function labelArray(path: string, { labels }: ImageFiles): NamedArray {
  const info: ArrayInfo = { name: 'labels', type: 'int32', shape: [labels.length] };
  return {
    info,
    open: (limit = labels.length) => {
      const sink = new ByteSink();
      sink.append(new Uint8Array(labels.buffer));
      return Promise.resolve(stored(path, info, Math.min(limit, labels.length), sink.finish()));
    },
  };
}

function stored(path: string, info: ArrayInfo, rows: number, source: ByteSource): StoredArray {
  return { path, info, bigEndian: false, rows, source };
}

function readPicture(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}
