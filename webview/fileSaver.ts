/** A file that the page offers: text, or bytes in base64. */
export interface PageFile {
  readonly name: string;
  readonly content: string;
  readonly encoding: 'text' | 'base64';
}

/** Where files of the page go: VS Code asks for a place, a saved report lets the browser download. */
export type SaveFile = (file: PageFile) => void;

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** Lets the browser download a file. */
export function downloadFile({ name, content, encoding }: PageFile): void {
  const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const bytes =
    encoding === 'text' ? content : Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}
