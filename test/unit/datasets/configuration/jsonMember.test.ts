import { strict as assert } from 'node:assert';
import { setJsonMember } from '../../../../src/datasets/configuration/jsonMember.ts';

describe('setJsonMember', () => {
  it('changes nothing else, whatever the text looks like', () => {
    const texts = [
      '{}',
      '{ }\n',
      '\uFEFF{"a":{}}',
      '{"a":{"b":1,"c":[1,2,{"b":3}]},"z":"}{\\"b\\": \\\\"}',
      '{\r\n    "a": {\r\n        "b": "x, [1]"\r\n    }\r\n}\r\n',
      '{ "a" : { "b" : null , "b" : true } , "c" : -1e5 }',
      '{"z":[[],{},"]"],"a":{"k\\u0022":1}}',
    ];
    for (const text of texts) {
      const value = { list: [1, 'two,  three', null], text: 'a\n "[x]"', deep: { yes: true } };
      const before = JSON.parse(text.replace('\uFEFF', '')) as { a?: object };
      const written = setJsonMember(text, ['a', 'b'], value);
      assert.deepEqual(JSON.parse(written.replace('\uFEFF', '')), {
        ...before,
        a: { ...before.a, b: value },
      });
      const again = setJsonMember(written, ['a', 'b'], 0).replace('\uFEFF', '');
      assert.deepEqual(JSON.parse(again), { ...before, a: { ...before.a, b: 0 } });
      assert.equal(written.includes('\r\n'), text.includes('\r\n'));
      if (text.includes('\r\n')) assert.ok(!/[^\r]\n/.test(written));
    }
  });

  it('writes with the indentation of the file, short lists on one line', () => {
    const text = '{\n    "models": {}\n}\n';
    assert.equal(
      setJsonMember(text, ['models', 'm'], { mean: [0.1, 0.2], spaces: ['input', 'a, b'] }),
      '{\n    "models": {\n        "m": {\n            "mean": [0.1, 0.2],\n            "spaces": ["input", "a, b"]\n        }\n    }\n}\n',
    );
  });
});
