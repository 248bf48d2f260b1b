/** What the work comes to, unless the signal aborts first: then nobody waits for it any more, and its reason is thrown. */
export async function orStopped<T>(work: () => Promise<T>, stopped: AbortSignal): Promise<T> {
  stopped.throwIfAborted();
  let onStop = () => {};
  const stop = new Promise<never>((_resolve, reject) => {
    onStop = () => reject(stopped.reason);
    stopped.addEventListener('abort', onStop, { once: true });
  });
  try {
    return await Promise.race([work(), stop]);
  } finally {
    stopped.removeEventListener('abort', onStop);
  }
}
