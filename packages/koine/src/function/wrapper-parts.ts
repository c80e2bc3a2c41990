/**
 * What one parameter contributes to the generated wrapper of a function. Each kind of parameter is a file in `parameters/`;
 * `wrapper-source.ts` puts the parts together.
 */
import type { CType, Target } from "@koine/ctypes";
import type { SignatureValue } from "@koine/engine";
import type { CallScratch } from "./call-scratch.ts";
import type { PointerSource } from "./ownership.ts";
import type { SourcePlace } from "./scalar-rule.ts";

/** Where a parameter stands in its function. */
export interface ParameterPosition {
  /** 0-based among the C parameters; argument slot `index + 1` is its own. */
  readonly index: number;
  /** Name of the JavaScript variable, unique in the wrapper. */
  readonly variable: string;
  readonly type: CType;
  readonly target: Target;
  /** Room beside the call slots. */
  readonly scratch: CallScratch;
}

/** Gives what the reading of a pointer at a place may refer to; the prefix is unique in the function. */
export type PointerSources = (place: SourcePlace, prefix: string) => PointerSource;

/** Source lines of one parameter, in the order in which they run, and the values that they need. */
export interface ParameterPart {
  readonly scalar: SignatureValue;
  /** False for parameters that JavaScript does not pass (`c.out`). */
  readonly isPassed: boolean;
  /** What an error says was expected. */
  readonly expected: string;
  /** Declares variables that {@link ParameterPart.cleanup} needs, too. */
  readonly declare: readonly string[];
  /**
   * Runs first. The only lines that may run code of the user (getters of an object): whatever that changes, a closed library
   * or a transferred buffer, is still noticed afterwards.
   */
  readonly evaluate: readonly string[];
  /**
   * Expression that is true when the value in the parameter's variable is accepted. The conditions of all parameters are
   * tested together, before every `check`.
   */
  readonly condition?: string | undefined;
  /** The same decision, to find out afterwards which argument was refused. */
  readonly accepts?: ((value: unknown) => boolean) | undefined;
  /**
   * Expression that is true when the value is accepted and can be passed without a slot (`DirectFunction`); absent where it never
   * can.
   */
  readonly directCondition?: string | undefined;
  /** Refuses wrong values by `throw wrongArgument(index, value)`. Runs no user code and changes nothing. */
  readonly check: readonly string[];
  /** Writes the slot. May still refuse by `throw wrongText(index, value, mark)`. */
  readonly store: readonly string[];
  /** Variable of what must stay reachable during the call, where that is more than the slot's contents. */
  readonly kept?: string | undefined;
  /** Statement that lends the callbacks of the call what the parameter owns; must not throw. */
  readonly lent?: string | undefined;
  /** Runs just before the call; must not throw. */
  readonly enter: readonly string[];
  /** Runs right after the call; must not throw. */
  readonly leave: readonly string[];
  /** Runs last, before the result is returned; may throw. */
  readonly finish: readonly string[];
  /** Expression of the value that comes back (`c.out`, `c.inout`), evaluated once, right after the call, whatever that threw. */
  readonly output?: string | undefined;
  /** Function that gives the value that JavaScript sees for {@link ParameterPart.output}; it may run code of the user. */
  readonly translateOutput?: string;
  /** Runs last in any case, also when something threw; may run code of the user. */
  readonly cleanup: readonly string[];
  /** Whether the text arena is used, which the wrapper then sets back. */
  readonly usesText: boolean;
  /** Whether native code may call JavaScript during the call because of this parameter. */
  readonly isCallback: boolean;
  /** Expression that is true when a callback parameter was given a JavaScript function. */
  readonly isFunction?: string | undefined;
  /**
   * The part in calls that were given no JavaScript function for any callback parameter; absent where that is only known once
   * the value was translated.
   */
  readonly withoutFunction?: ParameterPart | undefined;
  /** What is done besides for a struct or union. */
  readonly record?: RecordForm | undefined;
  /** How this parameter's callback is run where the function runs on a stack of its own. */
  readonly answer?: CallbackAnswer | undefined;
  /** Values that the source names. */
  readonly bindings: Readonly<Record<string, unknown>>;
}

/**
 * How a struct or union is passed. In calls that are given instances for all such parameters, `lend` does everything: instances lend
 * their bytes until the stub has copied them. In all others `evaluate` finds the place of the bytes, and `store` writes what has none.
 */
export interface RecordForm {
  /** Expression that is true for instances, and for little else. May run code of the user. */
  readonly question: string;
  /** Expression that writes the slot of an instance, and is true; false for what is none, or has no memory any more. */
  readonly lend: string;
  /** Variable of the place, an object with the halves of an address, or `undefined` where `store` writes beside the slots. */
  readonly place: string;
  /** Where in the call slots the address of a place goes, in 4-byte elements. */
  readonly element: number;
  /** Function of the wrapper's own that gives the place of an instance; `undefined` for other objects, and throws for all else. */
  readonly find: readonly string[];
}

/** What the wrapper does when native code wants a callback. */
export interface CallbackAnswer {
  /** Variables of the wrapper that the source below names. */
  readonly names: readonly string[];
  /** Expression that is true when `$wanted` is this callback and there is a function to call, between `open` and `close`. */
  readonly condition: string;
  /** Runs before native code is entered; must not throw. */
  readonly open: string;
  /** Runs after native code; must not throw. */
  readonly close: string;
  /** Does again what `open` did, and what has become of it, where JavaScript was stopped inside of a callback. */
  readonly reopen: string;
  /** Runs the function and leaves its result; must not throw. */
  readonly run: readonly string[];
  /** As in `CallbackEntry`. */
  readonly prepareStep: (() => () => void) | undefined;
}

/** Gives a part with nothing but what is stated. */
export function part(stated: Partial<ParameterPart> & Pick<ParameterPart, "scalar" | "expected">): ParameterPart {
  return {
    isPassed: true,
    declare: [],
    cleanup: [],
    evaluate: [],
    check: [],
    store: [],
    enter: [],
    leave: [],
    finish: [],
    usesText: false,
    isCallback: false,
    bindings: {},
    ...stated,
  };
}

/** Slot of a parameter's argument, in 8-byte words. */
export function slotOf(position: ParameterPosition): number {
  return position.index + 1;
}
