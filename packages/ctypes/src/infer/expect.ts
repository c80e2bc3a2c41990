/** Assertions about types, for the type tests (`*.test-d.ts`). */

/** Whether two types are identical, `any` and modifiers included. */
export type Equal<TLeft, TRight> =
  (<T>(value: T) => T extends TLeft ? 1 : 2) extends <T>(value: T) => T extends TRight ? 1 : 2 ? true : false;

/** Whether a value of the first type may be used where the second is wanted. */
export type IsAssignable<TFrom, TTo> = [TFrom] extends [TTo] ? true : false;

/** Compiles only if its argument is `true`. */
export type Expect<TValue extends true> = TValue;
