/** Builds call interfaces and closures step by step. */
import type { CType } from "@koine/ctypes";
import { Cif } from "./cif.ts";
import type { CifOptions } from "./cif.ts";
import { Closure, ClosureOnce } from "./closure.ts";
import type { ClosureFunction, ClosureOptions } from "./closure.ts";
import { assertTypes, Type } from "./type.ts";

/** A signature in the making. Each step gives a new builder; without {@link Builder.result} the result is `void`. */
export class Builder<TResult extends CType = CType> {
  readonly #parameters: readonly Type[];
  readonly #result: Type<TResult>;
  readonly #options: CifOptions;

  constructor(
    parameters: readonly Type[] = [],
    result: Type<TResult> = Type.void as unknown as Type<TResult>,
    options: CifOptions = {},
  ) {
    assertTypes(parameters, "Builder: parameters");
    this.#parameters = parameters;
    this.#result = result;
    this.#options = options;
  }

  /** Adds a parameter. */
  arg(type: Type): Builder<TResult> {
    return this.args([type]);
  }

  /** Adds parameters. */
  args(types: readonly Type[]): Builder<TResult> {
    assertTypes(types, "Builder: parameters");
    return new Builder([...this.#parameters, ...types], this.#result, this.#options);
  }

  /** Sets the type of the result. */
  result<TOther extends CType>(type: Type<TOther>): Builder<TOther> {
    return new Builder(this.#parameters, type, this.#options);
  }

  /** Sets the calling convention. */
  abi(abi: NonNullable<CifOptions["abi"]>): Builder<TResult> {
    return new Builder(this.#parameters, this.#result, { ...this.#options, abi });
  }

  /** Says that the function is variadic and all parameters so far are declared ones. */
  variadic(): Builder<TResult> {
    const fixedCount = this.#parameters.length;
    return new Builder(this.#parameters, this.#result, { ...this.#options, fixedCount });
  }

  /** Prepares the signature; throws as `new Cif`. */
  intoCif(): Cif<TResult> {
    return new Cif(this.#parameters, this.#result, this.#options);
  }

  /** Makes a closure of the signature; throws as `new Cif` and `new Closure`. */
  intoClosure(callback: ClosureFunction, options: ClosureOptions = {}): Closure {
    return new Closure(this.intoCif(), callback, options);
  }

  /** Makes a closure that calls its function at most once. */
  intoClosureOnce(callback: ClosureFunction, options: ClosureOptions = {}): ClosureOnce {
    return new ClosureOnce(this.intoCif(), callback, options);
  }
}
