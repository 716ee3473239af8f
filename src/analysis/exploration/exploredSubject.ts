import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import { type OpenRegionSubject, openRegionSubject } from './path/pathSubject.ts';
import { SampleFile } from './sampleFile.ts';

/** A piecewise-linear model with its samples that stays open while a person looks around. */
export class ExploredSubject extends SampleFile {
  readonly request: RegionSubjectRequest;
  readonly region: OpenRegionSubject;
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(request: RegionSubjectRequest, region: OpenRegionSubject) {
    super(request, region.rows);
    this.request = request;
    this.region = region;
  }

  /** Throws UserError as {@link openRegionSubject}. */
  static async open(request: RegionSubjectRequest): Promise<ExploredSubject> {
    return new ExploredSubject(request, await openRegionSubject(request));
  }

  /** Calls `close` when the subject is closed: sessions on its network end before it. */
  beforeClose(close: () => Promise<void>): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.region.close();
  }
}
