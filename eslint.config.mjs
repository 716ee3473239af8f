import tseslint from 'typescript-eslint';

// One row per folder of architecture.md: which of our own folders it may import.
const arrows = {
  'src/engine': [],
  'src/report': ['engine'],
  'src/protocol': ['report'],
  'src/onnx': ['engine'],
  'src/datasets': ['engine'],
  'src/analysis': ['engine', 'onnx', 'datasets', 'report', 'protocol'],
  'src/cli': ['engine', 'analysis', 'report', 'protocol'],
  'src/extension': ['engine', 'analysis', 'report', 'protocol'],
  webview: ['protocol', 'report'],
};
const folders = [
  'engine',
  'report',
  'protocol',
  'onnx',
  'datasets',
  'analysis',
  'cli',
  'extension',
];

// Ways from text to markup or code: names in pages come from strangers' files, so elements are made and texts set as texts.
const markupSinks = [
  'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|srcdoc|createContextualFragment)$/]',
  'MemberExpression[property.value=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
  'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
  'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(on.*|srcdoc)$/i]',
  'NewExpression[callee.name="DOMParser"]',
  'CallExpression[callee.name=/^set(Timeout|Interval)$/][arguments.0.type=/Literal$/]',
];

function arrowRule([folder, allowed]) {
  const own = folder.split('/').at(-1);
  const closed = folders.filter((name) => name !== own && !allowed.includes(name));
  const group = closed.flatMap((name) => [`**/src/${name}/**`, `**/../${name}/**`]);
  group.push('**/test/**');
  if (folder !== 'webview') group.push('**/webview/**');
  const packages = [];
  if (folder !== 'src/extension') packages.push('vscode');
  if (folder !== 'src/onnx') packages.push('onnxruntime-node');
  if (['src/engine', 'src/report', 'src/protocol', 'webview'].includes(folder)) {
    group.push('node:*');
  }
  return {
    files: [`${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group, message: `${folder} may import only: ${allowed.join(', ') || 'nothing'}.` },
          ],
          paths: packages.map((name) => ({
            name,
            message: `${name} has one folder that imports it.`,
          })),
        },
      ],
    },
  };
}

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'dist-test/**',
      'dist-vsix/**',
      '.cache/**',
      '.vscode-test/**',
      '**/*.generated.ts',
    ],
  },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Typed-array loops index inside proven bounds; the compiler's noUncheckedIndexedAccess is off for the same reason.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'performance', 'Date', 'setTimeout'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  ...Object.entries(arrows).map(arrowRule),
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    rules: {
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': [
        'error',
        ...markupSinks.map((selector) => ({
          selector,
          message: 'Set text as text: make elements, and set textContent.',
        })),
      ],
    },
  },
  { files: ['scripts/**', 'esbuild.mjs', 'test/**'], rules: { 'no-console': 'off' } },
);
