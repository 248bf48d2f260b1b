import type { Growth, Row, StartUp } from './results.ts';

/** Linear, and a tenth for chance. */
export const growthMax = 11;

/** How each command grows from one size to the one ten times as large, where both were measured. */
export function growthOf(rows: readonly Row[], { version, node }: StartUp): readonly Growth[] {
  return rows.flatMap((small) => {
    const large = rows.find(
      ({ command, objects }) => command === small.command && objects === 10 * small.objects,
    );
    if (!large) return [];
    const cpuFloor = version.cpuSeconds.median;
    const rssFloor = node.peakRssMb.median;
    return [
      {
        command: small.command,
        from: small.objects,
        to: large.objects,
        cpu: (large.cpuSeconds.median - cpuFloor) / (small.cpuSeconds.median - cpuFloor),
        rss: (large.peakRssMb.median - rssFloor) / (small.peakRssMb.median - rssFloor),
      },
    ];
  });
}
