import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const schemaPath = join(root, 'src/report/report.schema.json');
const probePath = join(root, 'src/report/schemaProbe.ts');

// `readonly` is the one difference a JSON Schema cannot express, so both sides drop it before they are compared.
const probe = (generated: string, lacking: string) => `
import type { Report as Written } from './report.ts';
namespace Generated { ${generated} }
namespace Lacking { ${lacking} }
type Retimed = Omit<Written, 'timings'> & { timings: { totalMs: string; stages: Written['timings']['stages'] } };
type Plain<T> = T extends readonly unknown[] | object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export const asWritten: Same<Plain<Written>, Plain<Generated.Report>> = true;
export const oneOptionalFieldLess: Same<Plain<Written>, Plain<Lacking.Report>> = false;
export const oneOtherType: Same<Plain<Retimed>, Plain<Generated.Report>> = false;
`;

function problemsOf(source: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  const parse = host.getSourceFile.bind(host);
  host.readFile = (path) => (path === probePath ? source : read(path));
  host.fileExists = (path) => path === probePath || exists(path);
  host.getSourceFile = (path, target) =>
    path === probePath ? ts.createSourceFile(path, source, target) : parse(path, target);
  const program = ts.createProgram([probePath], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('report.schema.json', () => {
  it('describes exactly the type Report, down to each optional field', async () => {
    const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as Parameters<typeof compile>[0];
    const generated = await compile(schema, 'Report', {
      bannerComment: '',
      cwd: dirname(schemaPath),
    });
    const lacking = generated.replace(/^\s*boundaryDistance\?:.*$/m, '');
    assert.notEqual(lacking, generated);
    assert.deepEqual(problemsOf(probe(generated, lacking)), []);
  });
});
