/** A measurement that was repeated. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The figure of at least one value. Of an even number of values the median is the mean of the two in the middle. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}
