/** Asks again and again until there is an answer, and gives it. Fails after `seconds` with what was waited for. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>, { seconds = 30, what = 'what the test waits for' }: { seconds?: number; what?: string } = {}): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`${what} did not come within ${seconds} s`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
