/** Does something for each, so many at a time, and keeps the order of the results. */
export const inTurns = async <In, Out>(
  items: readonly In[],
  width: number,
  work: (item: In, index: number) => Promise<Out>,
): Promise<Out[]> => {
  const results: Out[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as In, index);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};
