/** A size halved so many times, but never below `sizeMin`. */
export function halved(size: number, times: number, sizeMin: number): number {
  return times < 1 ? size : Math.max(sizeMin, Math.floor(size / 2 ** times));
}
