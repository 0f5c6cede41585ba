/** How often a property is tried: `usual`, or at most `PROPERTY_RUNS`, where the same tests run a thousand times over. */
export const runs = (usual: number): number => Math.min(usual, Number(process.env['PROPERTY_RUNS'] ?? usual));
