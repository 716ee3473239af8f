// The door to how files are written, for the shells.
export { cannotWrite, writeWholeFile } from '../../datasets/bytes/writeWholeFile.ts';
