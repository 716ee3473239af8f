import { strict as assert } from 'node:assert';
import { rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeText } from '../../../src/cli/output.ts';
import { modelBytes } from '../../../src/onnx/schema/writeModel.ts';
import { denseModel } from '../../support/denseModel.ts';
import { runInProcess } from '../../support/runCli.ts';
import { randomNpy } from '../../support/randomNpy.ts';

/** Clears the screen, sets the window's title, turns text round. */
const command = '\u001b[2J\u001b]0;title\u0007\u009b2J\u202e';

const written = (text: string): string => {
  let out = '';
  writeText(text, { writeOut: (part) => void (out += part) });
  return out;
};

describe('what the command line prints', () => {
  it('keeps lines and no command to the terminal', () => {
    assert.equal(written('a\n\u001b[31mb\n'), 'a\n�[31mb\n');
    assert.equal(written(`x${command}y`), 'x�[2J�]0;title��2J�y');
  });

  it('has no command in it that a model or a file brought along in a name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
    try {
      const layer = { weights: [Array.from({ length: 64 }, () => 1)], bias: [0] };
      const parts = denseModel([layer, { weights: [[1]], bias: [0] }]);
      for (const node of parts.nodes) node.name = `${node.name}${command}`;
      const model = join(folder, 'model.onnx');
      const data = join(folder, 'rows.npy');
      const table = join(folder, 'table.csv');
      writeFileSync(model, modelBytes(parts));
      writeFileSync(data, randomNpy(20, 1));
      writeFileSync(table, `a${command},b\n1,2\n`);
      for (const args of [
        ['inspect', model],
        ['inspect', model, '--weights'],
        ['diagnose', model, '--train', data],
        ['diagnose', model, '--train', table],
        ['data', table],
        ['data', `${table}${command}`],
      ]) {
        const { out, err } = await runInProcess(args);
        assert.ok(out + err !== '');
        assert.match(`${out}${err}`.replaceAll('\n', ''), /^[^\p{Cc}\u202e]*$/u, args.join(' '));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
