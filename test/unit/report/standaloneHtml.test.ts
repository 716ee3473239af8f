import { strict as assert } from 'node:assert';
import { embeddedReportId } from '../../../src/report/embeddedReport.ts';
import { createReportView, standaloneHtml } from '../../../src/report/hostView.ts';
import { sampleReport } from '../../support/sampleReport.ts';

const assets = { script: 'console.log("</script><!--")', style: 'a::after{content:"</style>"}' };

function embeddedText(html: string): string {
  const open = `<script type="application/json" id="${embeddedReportId}">`;
  const start = html.indexOf(open) + open.length;
  return html.slice(start, html.indexOf('</script>', start));
}

describe('standaloneHtml', () => {
  it('carries the view of the report as JSON', () => {
    const report = sampleReport();
    const html = standaloneHtml(report, assets);
    assert.deepEqual(
      JSON.parse(embeddedText(html)),
      JSON.parse(JSON.stringify(createReportView(report))),
    );
  });

  it('is the same for the same report', () => {
    assert.equal(standaloneHtml(sampleReport(), assets), standaloneHtml(sampleReport(), assets));
  });

  it('lets no name in a model break out of its place', () => {
    const name = '</script><script>alert(1)</script><!-- "&';
    const base = sampleReport();
    const report = {
      ...base,
      model: { ...base.model, path: `/models/x"><img src=y>.onnx`, producer: name },
      hyperplanes: {
        ...base.hyperplanes!,
        layers: base.hyperplanes!.layers.map((layer) => ({ ...layer, layer: name })),
      },
    };
    const html = standaloneHtml(report, assets);
    // The data block, the page's script, and nothing else.
    assert.equal(html.match(/<script/g)!.length, 2);
    assert.equal(html.match(/<\/script>/g)!.length, 2);
    assert.ok(!html.includes('<img'));
    assert.ok(html.includes('<title>x&quot;&gt;&lt;img src=y&gt;.onnx'));
    assert.equal(JSON.parse(embeddedText(html)).parts[0].tables[0].rows[0][0].text, name);
  });

  it('forbids everything but its own script, styles and inline images', () => {
    const html = standaloneHtml(sampleReport(), assets);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1];
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[0-9a-f]+';/);
    assert.doesNotMatch(policy, /unsafe-eval|https?:/);
    const nonce = /'nonce-([^']+)'/.exec(policy)![1];
    assert.ok(html.includes(`<script nonce="${nonce}">`));
    assert.doesNotMatch(html.replaceAll(/<script[\s\S]*?<\/script>/g, ''), /(src|href)=/);
  });

  it('keeps the page’s own code and style inside their elements', () => {
    const html = standaloneHtml(sampleReport(), assets);
    assert.ok(html.includes('console.log("<\\/script><\\!--")'));
    assert.equal(html.match(/<\/style>/g)!.length, 1);
  });
});
