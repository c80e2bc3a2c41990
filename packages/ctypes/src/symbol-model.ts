/**
 * What the symbols of a library are declared to be, besides functions. These are no types: nothing has them, and nothing is
 * made of them.
 */
import type { CType, ErrnoMode, FunctionType } from "./model.ts";

/** A variable that a library exports. */
export interface VariableType<TTarget extends CType = CType, TIsReadonly extends boolean = boolean> {
  readonly kind: "variable";
  /** The type of what lies at the symbol. */
  readonly target: TTarget;
  /** Whether JavaScript may not write it. */
  readonly isReadonly: TIsReadonly;
}

/** A function by its prototype, and what becomes of `errno`. */
export interface ErrnoSymbol<TPrototype extends string = string, TErrno extends ErrnoMode = ErrnoMode> {
  readonly kind: "with-errno";
  readonly prototype: TPrototype;
  readonly errno: TErrno;
}

/** What is declared of a symbol that has the name of its declaration: C in a string, a function type, or a variable. */
export type PlainSymbol = string | ErrnoSymbol | FunctionType | VariableType;

/** A symbol under another name than its declaration's. */
export interface NamedSymbol<TSymbol extends PlainSymbol = PlainSymbol> {
  readonly kind: "named-symbol";
  /** Name that the library exports. */
  readonly name: string;
  readonly symbol: TSymbol;
}

/** What can be declared of a symbol. */
export type SymbolType = PlainSymbol | NamedSymbol;

/** A symbol that not every version of a library has. */
export interface OptionalSymbol<TSymbol extends SymbolType = SymbolType> {
  readonly kind: "optional";
  readonly symbol: TSymbol;
}
