/**
 * Browsers tell nobody that a worker has ended, but they give the locks that it held to the next who waits for them
 * (https://www.w3.org/TR/web-locks/#agent-integration).
 */

/** In the worker: takes a lock that ends with it. Settles when it has it. */
export function holdLock(name: string): Promise<void> {
  const forEver = new Promise<never>(() => {});
  return new Promise((resolve, reject) => {
    const hold = () => {
      resolve();
      return forEver;
    };
    navigator.locks.request(name, hold).catch(reject);
  });
}

/** Beside it: calls back when the worker has ended that takes the lock by `hold`. Knows nothing of one that ends before it has it. */
export async function afterDeath(hold: (name: string) => Promise<void>, tell: () => void): Promise<void> {
  const name = `diorama worker ${crypto.randomUUID()}`;
  await hold(name);
  await navigator.locks.request(name, tell);
}
