/** What a wrapper library calls the function that stands for an inline one: C's name is taken by the inline function itself. */
export function wrapperSymbol(name: string): string {
  return `koine_${name}`;
}
