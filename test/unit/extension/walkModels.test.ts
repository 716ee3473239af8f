import { strict as assert } from 'node:assert';
import { posix } from 'node:path';
import { type FileTree, type FolderEntry, walkModels } from '../../../src/extension/walkModels.ts';

/** A tree in memory that remembers what was listed. */
function treeOf(folders: Readonly<Record<string, readonly FolderEntry[]>>) {
  const listed: string[] = [];
  const tree: FileTree<string> = {
    join: posix.join,
    list(folder) {
      listed.push(folder);
      return Promise.resolve(folders[folder] ?? []);
    },
  };
  return { tree, listed };
}

const file = (name: string): FolderEntry => ({ name, kind: 'file' });
const modelFile = (name: string): FolderEntry => file(`${name}.onnx`);
const folder = (name: string): FolderEntry => ({ name, kind: 'folder' });

describe('walkModels', () => {
  it('finds models nearest to the root first, whatever the case of their ending', async () => {
    const { tree } = treeOf({
      '/w': [folder('deep'), file('a.onnx'), file('b.txt')],
      '/w/deep': [file('C.ONNX'), file('onnx')],
    });
    assert.deepEqual(await walkModels(['/w'], tree), ['/w/a.onnx', '/w/deep/C.ONNX']);
  });

  it('lists the models of a folder in the order in which people number checkpoints', async () => {
    const { tree } = treeOf({ '/w': ['step10', 'Step9', 'best', 'step1'].map(modelFile) });
    assert.deepEqual(
      await walkModels(['/w'], tree),
      ['best', 'step1', 'Step9', 'step10'].map((name) => `/w/${name}.onnx`),
    );
  });

  it('never looks into hidden folders, node_modules and links to folders', async () => {
    const { tree, listed } = treeOf({
      '/w': [folder('.git'), folder('node_modules'), { name: 'circle', kind: 'other' }],
    });
    assert.deepEqual(await walkModels(['/w'], tree), []);
    assert.deepEqual(listed, ['/w']);
  });

  it('lists every folder of 10,000 files in 100 folders once', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `d${i}`);
    const files = names.map((name) => file(`${name}.py`));
    const { tree, listed } = treeOf({
      '/w': names.map(folder),
      ...Object.fromEntries(names.map((name) => [`/w/${name}`, [...files, file('m.onnx')]])),
    });
    assert.equal((await walkModels(['/w'], tree)).length, 100);
    assert.equal(listed.length, 101);
  });

  it('stops after 500 models and 5,000 folders, however many there are', async () => {
    const models = Array.from({ length: 700 }, (_, i) => file(`${i}.onnx`));
    const { tree } = treeOf({ '/w': models });
    assert.equal((await walkModels(['/w'], tree)).length, 500);
    let lists = 0;
    const endless: FileTree<string> = {
      join: posix.join,
      list: () => Promise.resolve([folder(`a${lists++}`), folder('b')]),
    };
    assert.deepEqual(await walkModels(['/w'], endless), []);
    assert.equal(lists, 5000);
  });
});
