import { strict as assert } from 'node:assert';
import {
  CancelledError,
  ComputeDefectError,
  ComputeEndedError,
  UserError,
} from '../../../src/analysis/process/sessionErrors.ts';
import { complaintOf } from '../../../src/extension/errors.ts';

describe('complaintOf', () => {
  it('has nothing to say about a run that the user ended', () => {
    assert.equal(complaintOf(new CancelledError()), undefined);
  });

  it('passes a sentence for the user on as it is', () => {
    assert.deepEqual(complaintOf(new UserError('m.onnx is empty; export it again.')), {
      message: 'm.onnx is empty; export it again.',
      actions: ['Show Log'],
      detail: '',
    });
  });

  it('offers to choose other data where the data are what does not fit', () => {
    const complaint = complaintOf(new UserError('too wide', { code: 'mismatch' }));
    assert.deepEqual(complaint?.actions, ['Choose Data', 'Show Log']);
  });

  it('knows an error for the user from another bundle, which has its own class of it', () => {
    const foreign = Object.assign(new Error('no permission'), { name: 'UserError', code: 'input' });
    assert.equal(complaintOf(foreign)?.message, 'no permission');
  });

  it('offers a restart when the process ended, and keeps its last words for the log', () => {
    const complaint = complaintOf(new ComputeEndedError('signal SIGKILL', 'bad_alloc'));
    assert.match(complaint?.message ?? '', /signal SIGKILL/);
    assert.deepEqual(complaint?.actions, ['Restart', 'Show Log']);
    assert.equal(complaint?.detail, 'bad_alloc');
  });

  it('calls a defect a defect and logs where it happened', () => {
    const complaint = complaintOf(new ComputeDefectError('x is undefined', 'at solve (hull.ts:3)'));
    assert.match(complaint?.message ?? '', /defect.*x is undefined/);
    assert.equal(complaint?.detail, 'at solve (hull.ts:3)');
    assert.match(complaintOf('text')?.message ?? '', /text/);
  });
});
