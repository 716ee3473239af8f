/** Gives each thing a name of its own: exporters repeat names, reports may not. */
export class NameRegistry {
  readonly #taken = new Set<string>();

  /** `wanted`, or `wanted` with the first free suffix "_2", "_3", …. */
  claim(wanted: string): string {
    let name = wanted;
    for (let suffix = 2; this.#taken.has(name); suffix++) name = `${wanted}_${String(suffix)}`;
    this.#taken.add(name);
    return name;
  }
}
