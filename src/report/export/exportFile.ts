/** A file made from a report, to be written into a folder. */
export interface ExportFile {
  /** Without folder. */
  readonly name: string;
  readonly text: string;
}

/** A name that every file system takes: what is not a letter, digit, dot, dash or underscore becomes a dash. */
export function safeFileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '') || 'unnamed';
}

/** The files with a number added to every name that came before, since names of layers may become equal. */
export function uniquelyNamed(files: readonly ExportFile[]): ExportFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    // File systems may not tell upper from lower case.
    const key = file.name.toLowerCase();
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const dot = file.name.lastIndexOf('.');
    return times === 1
      ? file
      : { ...file, name: `${file.name.slice(0, dot)}-${times}${file.name.slice(dot)}` };
  });
}
