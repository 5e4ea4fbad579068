/** Takes steps to their end, waiting for each promise among them, and returns what they return. */
export async function settled<Result>(steps: Iterator<unknown, Result, void>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await value;
  }
}
