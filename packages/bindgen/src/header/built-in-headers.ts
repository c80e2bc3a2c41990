/**
 * Headers that a compiler brings and no file of the machine has to: `stddef.h`, `limits.h`. Their text is in `@koine/cparser`; here they are
 * paths like others, `<built-in>/stddef.h`.
 */
import { builtInDirectory, findStandardHeader } from "@koine/cparser";

/** Gives the path of a header by its name; `undefined` if compilers bring none of that name. */
export function findBuiltInPath(name: string): string | undefined {
  return findStandardHeader(name) === undefined ? undefined : `${builtInDirectory}/${name}`;
}

/** Gives the name of a header by its path, as `#include <…>` has it; `undefined` for the path of a file. */
export function nameOfBuiltIn(path: string): string | undefined {
  return path.startsWith(`${builtInDirectory}/`) ? path.slice(builtInDirectory.length + 1) : undefined;
}

/** Gives the text of a header by its path; `undefined` for the path of a file. */
export function readBuiltIn(path: string): string | undefined {
  const name = nameOfBuiltIn(path);
  return name === undefined ? undefined : findStandardHeader(name);
}
