/**
 * The functions that users hold. Each binds itself at its first call, is compiled for itself when it has been called some times,
 * and from then on only calls what was compiled, which the optimiser inlines. Those that take as many arguments share their
 * code, which is compiled once in an environment, but no feedback: making one costs about a microsecond.
 *
 * What was compiled is a property of an object, written once: V8 takes it for a constant, where it would read a variable and
 * compare it at every call. It is not one of the trampoline itself: a function that was renamed has slow properties.
 */
import type { FunctionType, Pointer } from "@koine/ctypes";
import type { Address, Backend } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import type { TieredFunction } from "../function/tiered-function.ts";
import { countPassed } from "../function/passed-parameters.ts";
import { NativePointer, toHalves } from "../memory/pointer.ts";
import type { Region } from "../memory/region.ts";
import type { SymbolDeclaration } from "./symbols.ts";

/** What trampolines ask of their library. */
export interface TrampolineOwner {
  /** Binds the function of a trampoline. */
  bind(declaration: FunctionDeclaration): TieredFunction;
  /** Gives the machine address of a declared function. */
  resolve(declaration: FunctionDeclaration): Address;
  /** Tells in words how a declared function is called. */
  explain(declaration: FunctionDeclaration): string;
  /** What pointers to the functions belong to, and end with. */
  readonly region: Region;
}

type FunctionDeclaration = SymbolDeclaration<FunctionType>;

/** What compiles the code that trampolines share. */
export type TrampolineCompiler = Pick<Backend, "compileTemplate">;

/** How many arguments a trampoline takes. */
export interface TrampolineShape {
  readonly count: number;
  /** Whether it takes any further arguments; calls of such are not inlined. */
  readonly isVariadic: boolean;
}

/** What a trampoline calls, once that is compiled. The property is added then, and never changes. */
interface TrampolineState {
  compiled?: NativeFunction;
}

/** A function is compiled for itself at this call; the runtime begins to watch a function's calls about then. */
const callsUntilCompiled = 8;

/** Large libraries take this many functions at a time from a template, because each time costs some microseconds. */
const sheetLength = 16;

/** Sheets of functions that are declared one by one: of each shape a short one, and long ones when that is not enough. */
const lateSheetLengths = [8, 32] as const;

/** Makes an object with one function per declaration; the first call of each asks `owner` what to call. */
export function createTrampolines(
  declarations: readonly FunctionDeclaration[],
  backend: Backend,
  owner: TrampolineOwner,
): Record<string, NativeFunction> {
  const length = declarations.length < sheetLength ? 1 : sheetLength;
  const take = createSupply<FunctionDeclaration>([length, length], backend, (declaration) => owner.bind(declaration));
  const shapeOf = createShapes();
  const prototype = createPrototype(declarations, owner);
  const symbols = Object.create(null) as Record<string, NativeFunction>;
  const name = { value: "" };
  for (const declaration of declarations) {
    const { key } = declaration;
    const trampoline = take(declaration, shapeOf(declaration.type));
    name.value = key;
    Object.setPrototypeOf(trampoline, prototype);
    Object.defineProperty(trampoline, "name", name);
    symbols[key] = trampoline;
  }
  return symbols;
}

/** Functions of the same type follow each other often. */
function createShapes(): (type: FunctionType) => TrampolineShape {
  let type: FunctionType | undefined;
  let shape: TrampolineShape = { count: 0, isVariadic: false };
  return (next) => {
    if (next !== type) {
      type = next;
      shape = { count: countPassed(next), isVariadic: next.isVariadic };
    }
    return shape;
  };
}

/** Makes trampolines one by one, for functions whose types are asked for when they are bound. */
export function createLateTrampolines<TDeclaration>(
  compiler: TrampolineCompiler,
  bind: (declaration: TDeclaration) => TieredFunction,
): (declaration: TDeclaration, shape: TrampolineShape) => NativeFunction {
  return createSupply(lateSheetLengths, compiler, bind);
}

/** Functions that were made at once, and the declarations of those that are in use. */
interface Sheet<TDeclaration> {
  readonly functions: readonly NativeFunction[];
  readonly declarations: TDeclaration[];
}

/** Gives trampolines one by one, from sheets that are alike: of each shape a first one, and larger or smaller ones then. */
function createSupply<TDeclaration>(
  [firstLength, laterLength]: readonly [number, number],
  compiler: TrampolineCompiler,
  bind: (declaration: TDeclaration) => TieredFunction,
): (declaration: TDeclaration, shape: TrampolineShape) => NativeFunction {
  const sheets = new Map<number, Sheet<TDeclaration>>();
  return (declaration, { count, isVariadic }) => {
    const key = isVariadic ? -1 - count : count;
    let sheet = sheets.get(key);
    if (sheet === undefined || sheet.declarations.length === sheet.functions.length) {
      const declarations: TDeclaration[] = [];
      const length = sheet === undefined ? firstLength : laterLength;
      const create = findTemplate({ count, isVariadic, length }, compiler);
      sheet = { declarations, functions: create(createBinder(declarations, bind)) as NativeFunction[] };
      sheets.set(key, sheet);
    }
    return sheet.functions[sheet.declarations.push(declaration) - 1] as NativeFunction;
  };
}

/** What tells the source of one sheet from that of another. */
interface SheetShape extends TrampolineShape {
  readonly length: number;
}

const templates = new WeakMap<TrampolineCompiler, Map<string, ReturnType<Backend["compileTemplate"]>>>();

function findTemplate(shape: SheetShape, compiler: TrampolineCompiler): ReturnType<Backend["compileTemplate"]> {
  let known = templates.get(compiler);
  if (known === undefined) templates.set(compiler, (known = new Map<string, ReturnType<Backend["compileTemplate"]>>()));
  const key = `${shape.count} ${shape.isVariadic} ${shape.length}`;
  let template = known.get(key);
  if (template === undefined) {
    const functions = Array.from({ length: shape.length }, (_, index) => renderTrampoline(shape, index));
    const states = functions.map((_, index) => `state${index} = {}`).join(", ");
    const body = `const ${states};\nreturn [\n${functions.join(",\n")}\n];`;
    template = compiler.compileTemplate(body, ["bind"]);
    known.set(key, template);
  }
  return template;
}

/**
 * The function is called `call` within, which users see only in profiles: it is renamed. What is compiled is read and called in
 * a place of its own: V8 watches the functions of a template that it knows from their first call on, and where it saw two things,
 * an object without the property and with it, or two functions, it inlines neither.
 */
function renderTrampoline({ count, isVariadic }: SheetShape, index: number): string {
  const values = parameterList(count);
  const state = `state${index}`;
  const bind = `$bind(${index}, ${state})`;
  // A wrong count is refused by what is bound. V8 does not inline calls that spread.
  const lines = isVariadic
    ? [`return (${state}.compiled ?? ${bind})(...arguments);`]
    : [
        `if (arguments.length !== ${count}) return ${bind}(...arguments);`,
        `if (${state}.compiled !== undefined) return (0, ${state}.compiled)(${values});`,
        `return ${bind}(${values});`,
      ];
  return `function call(${values}) { ${lines.join(" ")} }`;
}

/** Gives what a trampoline calls: at first what is cheap to make, and from some call on what is quick, for good. */
function createBinder<TDeclaration>(
  declarations: readonly TDeclaration[],
  bind: (declaration: TDeclaration) => TieredFunction,
): (index: number, state: TrampolineState) => NativeFunction {
  const tiered: (TieredFunction | undefined)[] = [];
  const callCounts: number[] = [];
  return (index, state) => {
    if (state.compiled !== undefined) return state.compiled;
    const form = (tiered[index] ??= bind(declarations[index] as TDeclaration));
    const count = (callCounts[index] ?? 0) + 1;
    if (count < callsUntilCompiled) {
      callCounts[index] = count;
      return form.cold;
    }
    tiered[index] = undefined;
    return (state.compiled = form.compile());
  };
}

const parameterLists: string[] = [];

function parameterList(count: number): string {
  return (parameterLists[count] ??= Array.from({ length: count }, (_, index) => `$${index}`).join(", "));
}

function createPrototype(declarations: readonly FunctionDeclaration[], owner: TrampolineOwner): object {
  let byName: Map<string, FunctionDeclaration> | undefined;
  const find = (name: string): FunctionDeclaration => {
    byName ??= new Map(declarations.map((declaration) => [declaration.key, declaration]));
    return byName.get(name) as FunctionDeclaration;
  };
  return createTrampolinePrototype(find, () => ({ owner: () => owner }));
}

/** What the functions of one library tell of themselves. On a prototype: properties of their own would cost more. */
export function createTrampolinePrototype(
  find: (name: string) => FunctionDeclaration,
  open: () => { owner(): TrampolineOwner },
): object {
  return Object.create(Function.prototype, {
    address: {
      get(this: NativeFunction): bigint {
        return open().owner().resolve(find(this.name));
      },
    },
    explain: {
      value(this: NativeFunction): string {
        return open().owner().explain(find(this.name));
      },
    },
    pointer: {
      get(this: NativeFunction): Pointer {
        const declaration = find(this.name);
        const owner = open().owner();
        const { low, high } = toHalves(owner.resolve(declaration));
        return new NativePointer(declaration.type, low, high, owner.region, 0).toPublic();
      },
    },
  }) as object;
}
