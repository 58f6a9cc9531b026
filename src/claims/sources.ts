import { CoalitionError } from '../errors/coalition-error.js';
import { compareCodePoints } from '../money/allocate.js';

/** How a source that is there already is treated. */
export interface SourceOptions {
  /** Count it again: for a delivery that was named before and really comes in parts. Default false. */
  readonly allowRepeats?: boolean;
}

/** An aggregate of sums that says from which deliveries it was made, so that none is counted twice unseen. */
export interface Sourced {
  /** Names of the deliveries that went in, in code-point order. */
  readonly sources: readonly string[];
  /** Names a delivery before its lines are added; refuses one that was named before. */
  addSource(name: string, options?: SourceOptions): this;
}

/**
 * Names of the deliveries of which an aggregate was made. Sums can't tell a file from its copy; their names can.
 *
 * @testedBy claims/sources.test.ts and the shared laws of aggregates
 */
export class Sources {
  readonly #names = new Set<string>();

  /** Names so far, in code-point order. */
  get names(): readonly string[] {
    return [...this.#names].sort(compareCodePoints);
  }

  /**
   * Takes names in, all or none of them.
   *
   * @param names - What to call the deliveries, such as `tpa-7 2025-01`.
   * @param options - Whether a name may come again.
   * @throws {@link CoalitionError} `aggregate/already-merged`, `aggregate/source-unnamed`.
   */
  add(names: readonly string[], options: SourceOptions = {}): void {
    for (const name of names) {
      if (name.trim() === '') {
        throw new CoalitionError('aggregate/source-unnamed', "A source needs a name that tells it from the others, such as 'tpa-7 2025-01'.", {
          sources: names.length,
        });
      }
      if (options.allowRepeats !== true && this.#names.has(name)) throw alreadyMerged(name);
    }
    for (const name of names) this.#names.add(name);
  }
}

function alreadyMerged(source: string): CoalitionError<'aggregate/already-merged'> {
  return new CoalitionError(
    'aggregate/already-merged',
    `The source ${JSON.stringify(source)} is in already, so its lines would count twice. Leave it out, or pass allowRepeats when its parts come one by one.`,
    { source },
  );
}
