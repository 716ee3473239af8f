import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { explainSystem, UserError } from '../../../src/engine/userError.ts';

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

describe('explainSystem', () => {
  const caught = (act: () => unknown): unknown => {
    try {
      return act();
    } catch (error) {
      return explainSystem(error);
    }
  };

  it('names the file that the system kept from us, and the memory there was not', () => {
    const missing = caught(() => readFileSync('/no/such/file'));
    assert.ok(missing instanceof UserError);
    assert.match(
      missing.message,
      /^\/no\/such\/file cannot be used \(ENOENT.*\): check that it is there/,
    );
    const full = caught(() => new ArrayBuffer(2 ** 53 - 1));
    assert.ok(full instanceof UserError);
    assert.match(full.message, /^Memory ran out/);
  });

  it('leaves defects and sentences as they are', () => {
    for (const error of [new TypeError('x is not a function'), new UserError('The row 3 is gone.')])
      assert.equal(explainSystem(error), error);
  });
});
