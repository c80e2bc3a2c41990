/** Most programs do without some of what the backend offers: what is made at the start is waited for. */

/** Gives a function that makes something the first time that it is called. */
export function once<TMade extends object>(make: () => TMade): () => TMade {
  let made: TMade | undefined;
  return () => (made ??= make());
}
