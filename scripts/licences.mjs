// Writes what the bundles hold of others, with their licences: the terms of most ask for it to travel along.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Packages that leave their licence's text in their repository, and one of the same licence and holder, or of no holder, that has it. */
const sameText = {
  'onnxruntime-node': '@vscode/webview-ui-toolkit',
  '@microsoft/fast-element': '@vscode/webview-ui-toolkit',
  '@microsoft/fast-foundation': '@vscode/webview-ui-toolkit',
  '@microsoft/fast-web-utilities': '@vscode/webview-ui-toolkit',
  '@bufbuild/protobuf': 'flatbuffers',
};

/**
 * `metafiles`: esbuild's, one a build; `extra`: packages that are shipped otherwise. Writes names, versions and licence texts of the
 * packages in them to `target`, sorted. Throws when a package names no licence or has no text of it: then it has to be looked at before
 * it is shipped.
 */
export async function writeLicences(metafiles, extra, target) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const bundled = inputs.map(packageFolder).filter((folder) => folder !== undefined);
  const folders = [...new Set([...bundled, ...extra.map((name) => `node_modules/${name}`)])].sort();
  const entries = await Promise.all(folders.map(licenceOf));
  await writeFile(target, `${entries.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** The folder of the package a file belongs to; `undefined` for our own files. */
function packageFolder(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') throw new Error(`${folder} names no licence: look at it.`);
  let texts = await textsIn(folder);
  if (texts.length === 0 && Object.hasOwn(sameText, name)) {
    texts = await textsIn(join(folder.slice(0, -name.length), sameText[name]));
  }
  if (texts.length === 0) throw new Error(`${folder} has no text of its licence: look at it.`);
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n');
}

async function textsIn(folder) {
  const files = (await readdir(folder)).filter((file) =>
    /^(licen[cs]e|notice|copying)/i.test(file),
  );
  return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
}
