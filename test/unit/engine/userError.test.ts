import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/engine/userError.ts';

describe('UserError', () => {
  it('is one line, whatever names are in it', () => {
    const { message } = new UserError('The layer "a\nb\r\n\u2028c" is unknown.');
    assert.equal(message, 'The layer "a b c" is unknown.');
  });

  it('holds no command to a terminal and nothing that turns its text round', () => {
    const { message } = new UserError(
      '\u001b]0;title\u0007 \u009b31m \u202egnp.exe\u2069 \ud800 é 😀',
    );
    assert.equal(message, '�]0;title� �31m �gnp.exe� � é 😀');
  });

  it('keeps the beginning and the end of an endless name', () => {
    const { message } = new UserError(`The layer "${'x'.repeat(5e6)}" is unknown: give another.`);
    assert.ok(message.length < 1300);
    assert.match(message, /^The layer "x+ … x+" is unknown: give another\.$/);
  });
});
