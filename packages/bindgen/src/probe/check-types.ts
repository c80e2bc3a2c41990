/** Compares the C types that a spec gives functions, variables and typedefs with those that a compiler sees. */
import type { TypeClaim } from "./claims.ts";
import { integerAnswer } from "./compiler.ts";
import type { Compiler } from "./compiler.ts";
import type { Difference } from "./difference.ts";

/**
 * Asks a compiler about types, and gives those that it contradicts.
 *
 * @see GNU C `__builtin_types_compatible_p`: qualifiers of what is asked for do not count, those inside of it do
 */
export function checkTypes(claims: readonly TypeClaim[], compiler: Compiler): readonly Difference[] {
  const answers = compiler.ask(
    claims.map(({ question }) => question),
    integerAnswer,
  );
  const wrong = claims.filter((_claim, place) => answers[place]?.[0] !== 1);
  const sizes = compiler.ask(
    wrong.map(({ expression }) => `sizeof(__typeof__(${expression}) *)`),
    integerAnswer,
  );
  const pointers = compiler.spellTypes(wrong.map(({ address }) => address));
  return wrong.flatMap(({ key, subject, expected }, place): readonly Difference[] => {
    const { [place]: pointer } = pointers;
    const actual = pointer === undefined ? undefined : targetOf(pointer);
    if (actual?.replaceAll(withoutMeaning, "") === expected) return [];
    // A spec has no word for it; the sizes of what it changes are asked about by themselves.
    if (actual?.includes("_Atomic") === true) return [];
    return [{ key, subject, expected, actual: actual ?? "something else", isUnknown: sizes[place] === undefined }];
  });
}

/**
 * Clang tells types apart by it on processors, too, where it changes nothing; where it does, nothing is claimed of such functions.
 *
 * @see https://clang.llvm.org/docs/AttributeReference.html#regparm
 */
const withoutMeaning = / ?__attribute__\(\((?:sse)?regparm(?: \(\d+\))?\)\)/g;

/** Gives what a pointer leads to: `int (*)(void)` to `int (void)`, `char *(**)[2]` to `char *(*)[2]`, `int *` to `int`. */
function targetOf(pointer: string): string {
  // The innermost brackets without a name are those of the pointer itself; those of parameters are behind them.
  const own = /\(([^()]*)\*\)(?=[[(])/.exec(pointer);
  if (own === null) return pointer.replace(/ ?\*$/, "");
  const { 0: found, 1: inside = "", index } = own;
  const rest = inside.trim() === "" ? "" : `(${inside.trim()})`;
  return `${pointer.slice(0, index)}${rest}${pointer.slice(index + found.length)}`;
}
