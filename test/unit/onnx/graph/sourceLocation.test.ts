import { strict as assert } from 'node:assert';
import { sourceLocation } from '../../../../src/onnx/graph/sourceLocation.ts';

describe('sourceLocation', () => {
  const trace = [
    'File "/home/ana/train.py", line 90, in main',
    '    export(model)',
    'File "/home/ana/nets/mlp.py", line 12, in forward',
    '    x = self.fc1(x)',
  ];

  it('is the innermost line of the stack', () => {
    assert.deepEqual(sourceLocation(trace.join('\n')), {
      file: '/home/ana/nets/mlp.py',
      line: 12,
    });
  });

  it('passes over what is inside installed packages', () => {
    const inner =
      'File "/opt/venv/lib/python3.12/site-packages/torch/nn/modules/linear.py", line 125, in forward';
    assert.equal(sourceLocation([...trace, inner].join('\n'))?.line, 12);
    assert.equal(sourceLocation(inner)?.line, 125);
  });

  it('reads paths of Windows', () => {
    const location = sourceLocation('  File "C:\\nets\\mlp.py", line 7, in forward');
    assert.deepEqual(location, { file: 'C:\\nets\\mlp.py', line: 7 });
  });

  it('is nothing where there is no line', () => {
    assert.equal(sourceLocation(''), undefined);
    assert.equal(sourceLocation('File unknown'), undefined);
  });
});
