/**
 * The functions that users hold. Each binds itself at its first call, is compiled for itself when it has been called some times,
 * and from then on only calls what was compiled, which the optimiser inlines. Those that take as many arguments share their
 * code, which is compiled once in an environment, but no feedback: making one costs about a microsecond.
 *
 * What was compiled is a property of an object, written once: V8 takes it for a constant, where it would read a variable and
 * compare it at every call.
 */
import type { FunctionType, Pointer, VariableType } from "@koine/ctypes";
import type { FfiError } from "@koine/diagnostics";
import type { Address, Backend } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { callWith } from "../function/number-call.ts";
import type { PassedValues } from "../function/number-call.ts";
import type { TieredFunction } from "../function/tiered-function.ts";
import { countPassed } from "../function/passed-parameters.ts";
import { NativePointer, toHalves } from "../memory/pointer.ts";
import type { Region } from "../memory/region.ts";
import type { SymbolDeclaration } from "./symbols.ts";
import { mostForgotten, renderSheet, sheetNames } from "./trampoline-source.ts";
import type { SheetShape, TrampolineShape } from "./trampoline-source.ts";

/** What makes the functions that trampolines call. */
export interface FunctionBinder<TDeclaration> {
  /** Makes one of the first calls without a wrapper, and gives its result; `null` where that cannot be, and nothing was called. */
  callEarly(declaration: TDeclaration, values: PassedValues): unknown;
  /** Binds the function of a trampoline. */
  bind(declaration: TDeclaration): TieredFunction;
  /** Gives how many arguments a function takes; `undefined` where that may be any number. */
  findCount(declaration: TDeclaration): number | undefined;
}

/** What trampolines ask of their library. */
export interface TrampolineOwner extends FunctionBinder<FunctionDeclaration> {
  /** Gives the machine address of a declared function. */
  resolve(declaration: FunctionDeclaration): Address;
  /** Tells in words how a declared function is called. */
  explain(declaration: FunctionDeclaration): string;
  /** What pointers to the functions belong to, and end with. */
  readonly region: Region;
}

type FunctionDeclaration = SymbolDeclaration<FunctionType>;

/** What compiles the code that trampolines share. */
export type TrampolineCompiler = Pick<Backend, "compileFactory" | "compileTemplate" | "provesResults">;

/** What a trampoline calls, once that is compiled. The property is added then, and never changes. */
interface TrampolineState {
  compiled?: NativeFunction;
}

/** A function is compiled for itself at this call; the runtime begins to watch a function's calls about then. */
const callsUntilCompiled = 8;

/**
 * Functions of one shape are made many at a time, because each time costs some microseconds; but what is compiled for a long sheet, when
 * it is made and at the first calls, costs more than that.
 */
const sheetLength = 16;

/**
 * Of functions that are declared one by one, each shape has a short sheet first, and usual shapes have longer ones when that is not enough. A
 * sheet of twice the length takes twice as long to compile, which large modules have done for eighteen shapes, and saves less when it is made.
 */
const firstLength = 8;

/** Most functions of large modules have no more arguments. */
const mostUsual = 3;

/** Compiling that many sheets alone takes about as long as starting the runtime's module for scripts and compiling them with it. */
const mostAlone = 8;

/** What a library declares, as far as it was made. */
interface MadeSymbols {
  /** Has all names in the order of their declarations; those of variables have nothing yet. */
  readonly symbols: Record<string, unknown>;
  readonly variables: readonly SymbolDeclaration<VariableType>[];
}

/** Makes an object with one function for each that is declared; the first call of each asks `owner` what to call. */
export function createTrampolines(
  declarations: readonly SymbolDeclaration[],
  backend: Backend,
  owner: TrampolineOwner,
): MadeSymbols {
  const prototype = createPrototype(declarations, owner);
  const symbols = Object.create(null) as Record<string, unknown>;
  const { groups, variables } = groupByShape(declarations);
  if (groups.size > 1 || variables.length > 0) for (const { key } of declarations) symbols[key] = undefined;
  for (const group of groups.values()) makeGroup(group, { backend, owner, prototype, symbols });
  return { symbols, variables };
}

/** Declarations whose trampolines have the same code. */
interface ShapeGroup {
  readonly shape: TrampolineShape;
  readonly declarations: FunctionDeclaration[];
}

interface GroupedDeclarations {
  readonly groups: ReadonlyMap<number, ShapeGroup>;
  readonly variables: readonly SymbolDeclaration<VariableType>[];
}

function groupByShape(declarations: readonly SymbolDeclaration[]): GroupedDeclarations {
  const groups = new Map<number, ShapeGroup>();
  const variables: SymbolDeclaration<VariableType>[] = [];
  let end = 0;
  for (let start = 0; start < declarations.length; start = end) {
    const { type } = declarations[start] as SymbolDeclaration;
    // Functions of the same type follow each other often.
    do end++;
    while (declarations[end]?.type === type);
    const part = declarations.slice(start, end);
    if (type.kind === "variable") {
      for (const declaration of part) variables.push(declaration as SymbolDeclaration<VariableType>);
      continue;
    }
    const shape = { count: countPassed(type), isVariadic: type.isVariadic };
    const key = keyOf(shape);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { shape, declarations: part as FunctionDeclaration[] });
    else for (const declaration of part) group.declarations.push(declaration as FunctionDeclaration);
  }
  return { groups, variables };
}

/** Names functions that a sheet has and nobody needs: no declaration is called so. */
const unused = Symbol("unused");

interface GroupParts {
  readonly backend: Backend;
  readonly owner: TrampolineOwner;
  /** What the functions have in common. */
  readonly prototype: object;
  readonly symbols: Record<string, unknown>;
}

function makeGroup({ shape, declarations }: ShapeGroup, { backend, owner, prototype, symbols }: GroupParts): void {
  const length = declarations.length < sheetLength ? 1 : sheetLength;
  const create = findTemplate({ ...shape, length, isNamed: true }, backend, declarations.length <= length);
  const states: TrampolineState[] = [];
  const placeBinder = createBinder(declarations, states, { shape, binder: owner });
  for (let start = 0; start < declarations.length; start += length) {
    const end = Math.min(start + length, declarations.length);
    const names: (string | symbol)[] = [];
    for (let index = start; index < end; index++) names.push((declarations[index] as FunctionDeclaration).key);
    while (names.length < length) names.push(unused);
    const made = makeStates(length);
    states.push(...made);
    const { bind, refuse } = placeBinder(start);
    const functions = create(bind, refuse, createRefusal, ...made, names) as Readonly<Record<string, NativeFunction>>;
    for (let index = start; index < end; index++) {
      const { key } = declarations[index] as FunctionDeclaration;
      const trampoline = functions[key] as NativeFunction;
      Object.setPrototypeOf(trampoline, prototype);
      symbols[key] = trampoline;
    }
  }
}

/** Functions that were made at once, and the declarations of those that are in use. */
interface Sheet<TDeclaration> {
  readonly functions: Readonly<Record<number, NativeFunction>>;
  readonly length: number;
  readonly declarations: TDeclaration[];
}

/** The trampolines of one shape: the sheet that is not used up, and what makes those after the first. */
interface Supply<TDeclaration> {
  sheet: Sheet<TDeclaration>;
  create?: Template;
}

/** Makes trampolines one by one, for functions whose types are asked for when they are bound. */
export function createLateTrampolines<TDeclaration>(
  compiler: TrampolineCompiler,
  binder: FunctionBinder<TDeclaration>,
): (declaration: TDeclaration, shape: TrampolineShape) => NativeFunction {
  // By the count of arguments: modules have thousands of functions, and a map takes longer.
  const counted: Supply<TDeclaration>[] = [];
  const spread: Supply<TDeclaration>[] = [];
  return (declaration, shape) => {
    const supplies = shape.isVariadic ? spread : counted;
    let supply = supplies[shape.count];
    if (supply === undefined) {
      const create = findTemplate({ ...shape, length: firstLength, isNamed: false }, compiler, true);
      supplies[shape.count] = supply = { sheet: makeSheet(create, firstLength, { shape, binder }) };
    } else if (supply.sheet.declarations.length === supply.sheet.length) {
      const length = shape.count <= mostUsual ? sheetLength : firstLength;
      supply.create ??= findTemplate({ ...shape, length, isNamed: false }, compiler, false);
      supply.sheet = makeSheet(supply.create, length, { shape, binder });
    }
    const { functions, declarations } = supply.sheet;
    return functions[declarations.push(declaration) - 1] as NativeFunction;
  };
}

function makeSheet<TDeclaration>(
  create: Template,
  length: number,
  parts: BinderParts<TDeclaration>,
): Sheet<TDeclaration> {
  const declarations: TDeclaration[] = [];
  const states = makeStates(length);
  const { bind, refuse } = createBinder(declarations, states, parts)(0);
  return {
    functions: create(bind, refuse, createRefusal, ...states) as Record<number, NativeFunction>,
    length,
    declarations,
  };
}

/** Gives a number that functions have in common that differ in nothing but what they are called. */
function keyOf({ count, isVariadic }: TrampolineShape): number {
  return isVariadic ? -1 - count : count;
}

/** Makes sheets. */
type Template = ReturnType<Backend["compileTemplate"]>;

/** What makes sheets of each shape; `null` where one was made, and no template. */
type Templates = Map<string, Template | null>;

const templates = new WeakMap<TrampolineCompiler, Templates>();

/**
 * Gives what makes sheets of a shape.
 *
 * @param isSingle Whether it makes one and no more: the first few of a program are compiled alone, because starting the runtime's module for
 *   scripts takes a third of a millisecond, and most programs need no second of any.
 */
function findTemplate(
  described: Omit<SheetShape, "isForgetful">,
  compiler: TrampolineCompiler,
  isSingle: boolean,
): Template {
  const shape = { ...described, isForgetful: compiler.provesResults && described.count <= mostForgotten };
  let known = templates.get(compiler);
  if (known === undefined) templates.set(compiler, (known = new Map() as Templates));
  const key = `${keyOf(shape)} ${shape.length} ${shape.isNamed}`;
  const template = known.get(key);
  if (template !== undefined && template !== null) return template;
  const names = sheetNames(shape);
  if (isSingle && template === undefined && known.size < mostAlone) {
    known.set(key, null);
    return compiler.compileFactory(renderSheet(shape), names);
  }
  const made = compiler.compileTemplate(renderSheet(shape), names);
  known.set(key, made);
  return made;
}

/** What trampolines of one sheet ask for. */
interface SheetBinder {
  /** Makes a call for a trampoline that has nothing compiled; its values are one argument, or spread where it takes any number. */
  readonly bind: CallBound | CallSpread;
  /** Makes the error for a wrong count of arguments. */
  readonly refuse: (index: number, received: number) => FfiError;
}

/** What throws when a string is made of it. Made of a class, because a literal without a prototype takes longer for each sheet. */
class Refusal {
  readonly toString: () => never;

  constructor(refuse: () => never) {
    this.toString = refuse;
  }
}

// Nobody can give objects like this another way to become a string.
Object.setPrototypeOf(Refusal.prototype, null);

function createRefusal(refuse: () => never): Refusal {
  return new Refusal(refuse);
}

type CallBound = (index: number, values: PassedValues) => unknown;
type CallSpread = (index: number, ...values: readonly unknown[]) => unknown;

function makeStates(length: number): readonly TrampolineState[] {
  const states: TrampolineState[] = [];
  while (states.length < length) states.push({});
  return states;
}

/** What a proxy does that does nothing. */
const transparent = {};

interface BinderParts<TDeclaration> {
  readonly shape: TrampolineShape;
  readonly binder: FunctionBinder<TDeclaration>;
}

/**
 * Binds what trampolines call: at first what is cheap to make, and from some call on what is quick, for good.
 *
 * @returns What the sheet asks whose first function is at some index: its trampolines know their place on it alone. What they call to be
 *   bound is a proxy, which V8 does not inline: in a program of many functions it knows well what binds them, finds out too late that
 *   this is over, and has no bytes left for what is called again and again.
 */
function createBinder<TDeclaration>(
  declarations: readonly TDeclaration[],
  states: readonly TrampolineState[],
  { shape: { count, isVariadic }, binder }: BinderParts<TDeclaration>,
): (first: number) => SheetBinder {
  const tiered: (TieredFunction | undefined)[] = [];
  const callCounts: number[] = [];
  const refusals: TieredFunction["refuseCount"][] = [];
  const bind = (index: number): TieredFunction => (tiered[index] ??= binder.bind(declarations[index] as TDeclaration));
  const compile = (index: number): NativeFunction => {
    const form = bind(index);
    refusals[index] = form.refuseCount;
    tiered[index] = undefined;
    return form.compile(isVariadic);
  };
  const refuse = (index: number, received: number): FfiError => (refusals[index] ?? bind(index).refuseCount)(received);
  return (first) => {
    const call: CallBound = (place, values) => {
      const index = first + place;
      const expected = isVariadic ? binder.findCount(declarations[index] as TDeclaration) : count;
      if (expected !== undefined && values.length !== expected) throw refuse(index, values.length);
      const callCount = (callCounts[index] ?? 0) + 1;
      if (callCount >= callsUntilCompiled) {
        const state = states[index] as TrampolineState;
        return callWith((state.compiled ??= compile(index)), values);
      }
      callCounts[index] = callCount;
      const result = binder.callEarly(declarations[index] as TDeclaration, values);
      return result === null ? callWith(bind(index).cold, values) : result;
    };
    const callSpread: CallSpread = (place, ...values) => call(place, values);
    return {
      bind: new Proxy(isVariadic ? callSpread : call, transparent),
      refuse: (place, received) => refuse(first + place, received),
    };
  };
}

function createPrototype(declarations: readonly SymbolDeclaration[], owner: TrampolineOwner): object {
  let byName: Map<string, SymbolDeclaration> | undefined;
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
