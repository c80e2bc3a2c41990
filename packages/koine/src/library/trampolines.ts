/**
 * The functions that users hold. Each binds itself at its first call and from then on only calls what was bound, which the
 * optimiser inlines. Many are compiled as one source, which costs a microsecond each; the source has a literal per
 * function, so that each has feedback of its own.
 */
import type { Pointer } from "@koine/ctypes";
import type { Address, Backend } from "../backend/contract.ts";
import type { NativeFunction } from "../function/bind-function.ts";
import { NativePointer } from "../memory/pointer.ts";
import type { SymbolDeclaration } from "./symbols.ts";

/** Makes one function per declaration; its first call asks `bind` what to call. */
export function createTrampolines(
  declarations: readonly SymbolDeclaration[],
  backend: Backend,
  bind: (declaration: SymbolDeclaration) => NativeFunction,
  resolve: (declaration: SymbolDeclaration) => Address,
): NativeFunction[] {
  const literals = declarations.map((declaration, index) => renderTrampoline(declaration, index));
  const body = `"use strict";\nconst { bind, declarations } = $;\nreturn [\n${literals.join(",\n")}\n];`;
  const made = backend.compile(body, { bind, declarations }) as NativeFunction[];
  made.forEach((trampoline, index) => {
    const declaration = declarations[index] as SymbolDeclaration;
    facts.set(trampoline, { declaration, resolve });
    Object.setPrototypeOf(trampoline, nativeFunctionPrototype);
  });
  return made;
}

function renderTrampoline({ key, type }: SymbolDeclaration, index: number): string {
  const count = type.parameters.reduce((sum, { kind }) => (kind === "out" ? sum : sum + 1), 0);
  const names = parameterList(count);
  const name = JSON.stringify(key);
  // A property's name becomes the name of the function.
  return (
    `((bound) => ({ ${name}: function (${names}) {\n` +
    `  if (bound === undefined) bound = bind(declarations[${index}]);\n` +
    `  return arguments.length === ${count} ? bound(${names}) : bound(...arguments);\n` +
    `} })[${name}])()`
  );
}

const parameterLists: string[] = [];

function parameterList(count: number): string {
  return (parameterLists[count] ??= Array.from({ length: count }, (_, index) => `a${index}`).join(", "));
}

interface TrampolineFacts {
  readonly declaration: SymbolDeclaration;
  readonly resolve: (declaration: SymbolDeclaration) => Address;
}

const facts = new WeakMap<object, TrampolineFacts>();

/** What every native function tells of itself. On a prototype, because properties of its own cost a microsecond each. */
const nativeFunctionPrototype = Object.create(Function.prototype, {
  address: {
    get(this: object): bigint | undefined {
      const known = facts.get(this);
      return known?.resolve(known.declaration);
    },
  },
  pointer: {
    get(this: object): Pointer | null {
      const known = facts.get(this);
      return known === undefined ? null : NativePointer.from(known.resolve(known.declaration), known.declaration.type);
    },
  },
}) as object;
