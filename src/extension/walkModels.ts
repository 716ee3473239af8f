import { compareNames } from '../analysis/compare/checkpointsOf.ts';

/** A workspace with more than this should be asked by right-click. */
const maxModels = 500;
const maxFolders = 5000;

/** What stands in a folder; a link to a folder is "other". */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** A file system, its places named as its owner likes. A folder that may not be read has no entries. */
export interface FileTree<Place> {
  list(folder: Place): Promise<readonly FolderEntry[]>;
  join(folder: Place, name: string): Place;
}

/**
 * The first 500 `.onnx` files below the folders, nearest to them first and those of a folder in the order of their names, step9
 * before step10, in at most 5,000 folders. Hidden folders and node_modules are
 * left out; links to folders are not followed: they may lead in circles.
 */
export async function walkModels<Place>(
  roots: readonly Place[],
  tree: FileTree<Place>,
): Promise<Place[]> {
  const folders = [...roots];
  const models: Place[] = [];
  // The list grows while it is walked: breadth first.
  for (const [visited, folder] of folders.entries()) {
    if (visited >= maxFolders || models.length >= maxModels) break;
    const entries = [...(await tree.list(folder))];
    for (const { name, kind } of entries.sort((a, b) => compareNames(a.name, b.name))) {
      if (kind === 'folder' && isWalked(name)) folders.push(tree.join(folder, name));
      else if (kind === 'file' && name.toLowerCase().endsWith('.onnx')) {
        models.push(tree.join(folder, name));
      }
    }
  }
  return models.slice(0, maxModels);
}

function isWalked(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}
