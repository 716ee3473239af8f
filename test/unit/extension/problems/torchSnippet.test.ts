import { strict as assert } from 'node:assert';
import { torchSnippet } from '../../../../src/extension/problems/torchSnippet.ts';

describe('torchSnippet', () => {
  it('names the layer and its dead units', () => {
    const snippet = torchSnippet('dead-units', '/fc1/Gemm', [2, 5, 63]);
    assert.match(snippet!.code, /^dead_units = \[2,5,63\]$/m);
    assert.match(snippet!.code, /module_of\(model, "\/fc1\/Gemm"\)/);
  });

  it('offers the orthogonality penalty where hyperplanes crowd together', () => {
    for (const rule of ['near-parallel-hyperplanes', 'duplicate-hyperplanes', 'collapsed-layer']) {
      assert.match(torchSnippet(rule, 'fc', [])!.code, /def orthogonality_penalty\(layer\)/);
    }
  });

  it('has no code to offer where code would not be honest help', () => {
    for (const rule of ['outside-hull', 'no-data', 'saturated-regions', 'not a rule']) {
      assert.equal(torchSnippet(rule, 'fc', []), undefined);
    }
  });

  it('lets no name out of its string, whatever a model calls its layer', () => {
    const name = 'a"\n__import__("os").system("rm -rf /")\n#\\\u2028é';
    const { code } = torchSnippet('dead-units', name, [])!;
    assert.ok(!code.includes('\n__import__'));
    assert.ok(!/[\u007f-\uffff]/.test(code.replaceAll('"""', '')));
  });
});
