/**
 * A translation unit as declarations of the spec: all types that the compiler would see, system headers included, because
 * others may need them; and everything else of the wanted headers. What of it matters is for the `passes/` to say.
 */
import type { Declaration, DeclaredType, MacroDeclaration, TranslationUnit, VariableDeclaration } from "@koine/cparser";
import type { Target } from "@koine/ctypes";
import type { Span } from "@koine/diagnostics";
import { declarationKey } from "../spec/declaration-key.ts";
import type { SkipReason, SpecDeclaration, SpecFunction, SpecSkipped } from "../spec/model.ts";
import type { HeaderNames } from "./header-path.ts";
import { lowerConstant } from "./lower-constant.ts";
import { lowerEnum, lowerFunction, lowerRecord, lowerTypedef, lowerVariable } from "./lower-declaration.ts";
import { lowerMacro } from "./lower-macro.ts";
import type { TypeScope } from "./lower-type.ts";
import { EntityNames } from "./record-names.ts";

/** What a translation unit lowers to: the parts of a spec, before anything is chosen. */
export interface LoweredUnit {
  /** By file in the order in which files were read, in source order inside a file. */
  readonly declarations: readonly SpecDeclaration[];
  readonly skipped: readonly SpecSkipped[];
  readonly docs: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
}

/** What a unit is lowered with. */
export interface LowerOptions {
  readonly headers: HeaderNames;
  readonly target: Target;
  /** Names of the headers of which more is wanted than types. */
  readonly wantedFiles: ReadonlySet<string>;
  /** Whether inline functions are wanted, because a wrapper gives them symbols. */
  readonly isWrapped: boolean;
}

/** Lowers a translation unit for a target. */
export function lowerUnit(unit: TranslationUnit, options: LowerOptions): LoweredUnit {
  return new UnitLowering(unit, options).lower();
}

class UnitLowering {
  readonly #unit: TranslationUnit;
  readonly #headers: HeaderNames;
  readonly #scope: TypeScope;
  readonly #wantedFiles: ReadonlySet<string>;
  readonly #isWrapped: boolean;
  readonly #functionNames: ReadonlySet<string>;
  /** Names of typedefs of wanted files, with these. */
  readonly #typedefFiles = new Map<string, string>();
  readonly #declarations: SpecDeclaration[] = [];
  readonly #skipped: SpecSkipped[] = [];
  readonly #docs = new Map<string, string>();
  readonly #lines = new Map<string, number>();

  constructor(unit: TranslationUnit, { headers, target, wantedFiles, isWrapped }: LowerOptions) {
    this.#unit = unit;
    this.#wantedFiles = wantedFiles;
    this.#isWrapped = isWrapped;
    this.#headers = headers;
    this.#scope = { names: new EntityNames(unit), target };
    this.#functionNames = new Set(unit.functions.map(({ name }) => name));
  }

  lower(): LoweredUnit {
    for (const declaration of this.#unit.declarations) this.#lowerDeclaration(declaration);
    for (const macro of this.#unit.macros) {
      if (this.#isWanted(macro)) this.#lowerMacro(macro);
      else this.#lowerForeignMacro(macro);
    }
    const order = new Map(this.#unit.files.map((file, index) => [this.#headers.nameOf(file.path), index]));
    const place = (declaration: SpecDeclaration | SpecSkipped): number => order.get(declaration.file) ?? -1;
    return {
      declarations: sortByPlace(this.#declarations, place),
      skipped: sortByPlace(this.#skipped, place),
      docs: this.#docs,
      lines: this.#lines,
    };
  }

  #lowerDeclaration(declaration: Declaration): void {
    const file = this.#headers.nameOf(declaration.span.file);
    switch (declaration.kind) {
      case "function": {
        if (!this.#wantedFiles.has(file)) return;
        const lowered = lowerFunction(declaration, file, this.#scope);
        if (!lowered.isInline || this.#isWrapped) this.#add(lowered, declaration);
        else this.#skip({ kind: "function", name: declaration.name, file }, "inline-function");
        return;
      }
      case "variable":
        if (!this.#wantedFiles.has(file)) return;
        if (declaration.storage === "static") this.#lowerStaticVariable(declaration, file);
        else this.#add(lowerVariable(declaration, file, this.#scope), declaration);
        return;
      case "typedef":
        if (this.#wantedFiles.has(file)) this.#typedefFiles.set(declaration.name, file);
        this.#add(lowerTypedef(declaration, file, this.#scope), declaration);
        return;
      case "record":
        this.#add(lowerRecord(declaration, file, this.#scope), declaration);
        if (!this.#wantedFiles.has(file)) return;
        this.#documentParts(this.#scope.names.nameOf(declaration), declaration.recordKind, declaration.members ?? []);
        return;
      case "enum":
        this.#add(lowerEnum(declaration, file, this.#scope), declaration);
        if (!this.#wantedFiles.has(file)) return;
        this.#documentParts(this.#scope.names.nameOf(declaration), "enum", declaration.enumerators ?? []);
        return;
      default:
        declaration satisfies never;
    }
  }

  /** A variable without a symbol is a constant if it never changes: `static const int limit = 3;`, or `constexpr`. */
  #lowerStaticVariable(declaration: VariableDeclaration, file: string): void {
    const { name, value, isBeyondNumbers, type } = declaration;
    const isFixed = value !== undefined && isConstant(type);
    const constant = isFixed ? lowerConstant(value, { name, file }, this.#scope) : undefined;
    if (constant !== undefined) this.#add({ ...constant, isVariable: true }, declaration);
    else
      this.#skip(
        { kind: "variable", name, file },
        isBeyondNumbers && isConstant(type) ? "beyond-numbers" : "static-variable",
      );
  }

  #isWanted({ file }: MacroDeclaration): boolean {
    return this.#wantedFiles.has(this.#headers.nameOf(file));
  }

  /** `#define count(list) …` of another library: whoever writes `count (*)(int)` behind it does not mean the type. */
  #lowerForeignMacro({ name, parameters }: MacroDeclaration): void {
    const file = this.#typedefFiles.get(name);
    if (file === undefined || parameters === undefined) return;
    this.#skip({ kind: "macro", name, file }, "macro-hides-declaration");
  }

  #lowerMacro(macro: MacroDeclaration): void {
    const file = this.#headers.nameOf(macro.file);
    const wrapped = this.#isWrapped ? this.#lowerCall(macro, file) : undefined;
    if (wrapped !== undefined) {
      this.#add(wrapped, macro);
      return;
    }
    const lowered = lowerMacro(macro, file, this.#scope);
    if (lowered === null) return;
    if ("declaration" in lowered) {
      this.#add(lowered.declaration, macro);
      return;
    }
    let detail: string | undefined;
    this.#skipped.push(
      Object.freeze({
        kind: "macro",
        name: macro.name,
        file,
        get detail() {
          return (detail ??= lowered.detail);
        },
        reason: lowered.reason,
      }),
    );
  }

  /** A macro that calls a function is one for the wrapper, unless it stands in front of a function of its own name. */
  #lowerCall({ name, value, span, doc, attributes }: MacroDeclaration, file: string): SpecFunction | undefined {
    if (value.kind !== "other" || this.#functionNames.has(name)) return undefined;
    const type = value.call;
    if (type === undefined) return undefined;
    const facts = { storage: "static", isInline: true, hasBody: true, symbol: name, typedefName: undefined } as const;
    const declaration = { kind: "function", name, type, span, doc, attributes, ...facts } as const;
    return { ...lowerFunction(declaration, file, this.#scope), isMacro: true };
  }

  #add(declaration: SpecDeclaration, { doc, span }: { readonly doc: string | undefined; readonly span: Span }): void {
    this.#declarations.push(Object.freeze(declaration));
    // Of other headers nothing is said but types.
    if (!this.#wantedFiles.has(declaration.file)) return;
    const key = declarationKey(declaration);
    if (doc !== undefined && doc !== "") this.#docs.set(key, doc);
    this.#lines.set(key, span.line);
  }

  #documentParts(
    name: string,
    kind: "struct" | "union" | "enum",
    parts: readonly { readonly name: string | undefined; readonly doc: string | undefined }[],
  ): void {
    const key = declarationKey({ kind, name });
    for (const part of parts) {
      if (part.name !== undefined && part.doc !== undefined && part.doc !== "") {
        this.#docs.set(`${key}.${part.name}`, part.doc);
      }
    }
  }

  #skip(item: Omit<SpecSkipped, "reason">, reason: SkipReason): void {
    this.#skipped.push(Object.freeze({ ...item, reason }));
  }
}

/** Sorts in a few steps: there are far fewer places than items, of which many stand together. */
function sortByPlace<TItem>(items: readonly TItem[], placeOf: (item: TItem) => number): readonly TItem[] {
  const groups = new Map<number, TItem[]>();
  for (const item of items) {
    const place = placeOf(item);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [item]);
    else group.push(item);
  }
  return [...groups].toSorted(([left], [right]) => left - right).flatMap(([, group]) => group);
}

function isConstant(type: DeclaredType): boolean {
  if (type.kind === "array") return isConstant(type.element);
  return type.qualifiers.isConst || (type.kind === "typedef" && isConstant(type.typedef.type));
}
