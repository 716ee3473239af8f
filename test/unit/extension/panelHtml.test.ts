import { strict as assert } from 'node:assert';
import { panelHtml } from '../../../src/extension/panelHtml.ts';

describe('panelHtml', () => {
  const addresses = {
    script: 'https://s/webview.js',
    style: 'https://s/webview.css',
    cspSource: 'https://s',
  };
  const html = panelHtml(
    addresses,
    { reportId: '0123456789abcdef', model: '/a "<b>.onnx' },
    'N0nce',
  );
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

  it('allows scripts by nonce alone and nothing by default', () => {
    const directives = policy.split('; ');
    assert.ok(directives.includes("default-src 'none'"));
    assert.ok(directives.includes("script-src 'nonce-N0nce'"));
    assert.doesNotMatch(policy, /unsafe-eval|\*/);
  });

  it('has one script, with that nonce, and no code in attributes', () => {
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, ['<script nonce="N0nce" src="https://s/webview.js">']);
    assert.doesNotMatch(html, /\son\w+=/);
  });

  it('tells the page what it shows, whatever the name of a file', () => {
    assert.match(html, /<html lang="en" data-report-id="0123456789abcdef"/);
    assert.ok(html.includes(' data-model="/a &#34;&#60;b&#62;.onnx">'));
  });
});
