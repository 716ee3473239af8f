const namespace = 'http://www.w3.org/2000/svg';

/** Creates an SVG element. Text goes in as text: names in a model are untrusted. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** The drawing as a file of its own: colours of the editor's theme are written out. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [i, original] of originals.entries()) {
    const style = getComputedStyle(original);
    for (const name of ['fill', 'stroke', 'stroke-width', 'opacity', 'font-size', 'font-weight']) {
      copies[i]!.style.setProperty(name, style.getPropertyValue(name));
    }
  }
  copy.setAttribute('xmlns', namespace);
  copy.setAttribute('font-family', 'sans-serif');
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}
