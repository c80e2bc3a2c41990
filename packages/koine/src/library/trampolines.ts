/**
 * The functions that users hold. Each binds itself at its first call, is compiled for itself when it has been called some times,
 * and from then on only calls what was compiled, which the optimiser inlines. All of a library are one source, which costs a
 * few microseconds each; the source has a literal per function, so that each has feedback of its own.
 *
 * What was compiled is a property of the trampoline itself, written once: V8 takes it for a constant, where it would read a
 * variable and compare it at every call.
 */
import type { FunctionType, Pointer } from "@koine/ctypes";
import type { Address, Backend } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import type { TieredFunction } from "../function/tiered-function.ts";
import { toIdentifier } from "../function/identifiers.ts";
import { countPassed } from "../function/passed-parameters.ts";
import { NativePointer } from "../memory/pointer.ts";
import type { SymbolDeclaration } from "./symbols.ts";

/** What trampolines ask of their library. */
export interface TrampolineOwner {
  /** Binds the function of a trampoline. */
  bind(declaration: FunctionDeclaration): TieredFunction;
  /** Gives the machine address of a declared function. */
  resolve(declaration: FunctionDeclaration): Address;
  /** Tells in words how a declared function is called. */
  explain(declaration: FunctionDeclaration): string;
}

type FunctionDeclaration = SymbolDeclaration<FunctionType>;

/** Where a trampoline keeps what it calls, once that is compiled. */
const compiled: unique symbol = Symbol("compiled");

type Trampoline = NativeFunction & { [compiled]?: NativeFunction };

/** A function is compiled for itself at this call; the runtime begins to watch a function's calls about then. */
const callsUntilCompiled = 8;

/** Makes an object with one function per declaration; the first call of each asks `owner` what to call. */
export function createTrampolines(
  declarations: readonly FunctionDeclaration[],
  backend: Backend,
  owner: TrampolineOwner,
): Record<string, NativeFunction> {
  const body = `return [\n${declarations.map(renderTrampoline).join(",\n")}\n];`;
  const made = backend.compile(body, { compiled, bind: createBinder(declarations, owner) }) as Trampoline[];
  const prototype = createPrototype(declarations, owner);
  const symbols = Object.create(null) as Record<string, NativeFunction>;
  declarations.forEach(({ key }, index) => {
    const trampoline = made[index] as Trampoline;
    Object.setPrototypeOf(trampoline, prototype);
    if (trampoline.name !== key) Object.defineProperty(trampoline, "name", { value: key });
    symbols[key] = trampoline;
  });
  return symbols;
}

/** Names of ours begin with a dollar sign, which no name from C does. */
function renderTrampoline({ key, type }: FunctionDeclaration, index: number): string {
  const count = countPassed(type);
  const name = toIdentifier(key);
  const values = parameterList(count);
  const bind = `$bind(${index}, ${name})`;
  const bound = `(${name}[$compiled] ?? ${bind})`;
  // A wrong count is refused by what is bound. V8 does not inline calls that spread.
  const call = type.isVariadic
    ? `${bound}(...arguments)`
    : `arguments.length === ${count} ? ${bound}(${values}) : ${bind}(...arguments)`;
  return `function ${name}(${values}) { return ${call}; }`;
}

/** Gives what a trampoline calls: at first what is cheap to make, and from some call on what is quick, for good. */
function createBinder(
  declarations: readonly FunctionDeclaration[],
  owner: TrampolineOwner,
): (index: number, trampoline: Trampoline) => NativeFunction {
  const tiered: (TieredFunction | undefined)[] = [];
  const callCounts = new Uint8Array(declarations.length);
  return (index, trampoline) => {
    const known = trampoline[compiled];
    if (known !== undefined) return known;
    const form = (tiered[index] ??= owner.bind(declarations[index] as FunctionDeclaration));
    const count = (callCounts[index] ?? 0) + 1;
    // What the user froze keeps the form that it has.
    if (count < callsUntilCompiled || !Object.isExtensible(trampoline)) {
      callCounts[index] = count;
      return form.cold;
    }
    tiered[index] = undefined;
    return (trampoline[compiled] = form.compile());
  };
}

const parameterLists: string[] = [];

function parameterList(count: number): string {
  return (parameterLists[count] ??= Array.from({ length: count }, (_, index) => `$${index}`).join(", "));
}

/** What the functions of one library tell of themselves. On a prototype: properties of their own would cost more. */
function createPrototype(declarations: readonly FunctionDeclaration[], owner: TrampolineOwner): object {
  let byName: Map<string, FunctionDeclaration> | undefined;
  const find = (name: string): FunctionDeclaration => {
    byName ??= new Map(declarations.map((declaration) => [declaration.key, declaration]));
    return byName.get(name) as FunctionDeclaration;
  };
  return Object.create(Function.prototype, {
    address: {
      get(this: NativeFunction): bigint {
        return owner.resolve(find(this.name));
      },
    },
    explain: {
      value(this: NativeFunction): string {
        return owner.explain(find(this.name));
      },
    },
    pointer: {
      get(this: NativeFunction): Pointer | null {
        const declaration = find(this.name);
        return NativePointer.from(owner.resolve(declaration), declaration.type);
      },
    },
  }) as object;
}
