/**
 * Names of the Go target. All modules make one package, so that types may refer to each other: what is in the only top-level
 * module has its own name, everything else the path of its module before it.
 */
import { NameScope } from "@koine/codegen";
import type { NameKind, NamePolicy } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiDeclaration, DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import { toErrorName } from "../name-cases.ts";
import { listTypes } from "../plan-modules.ts";

const reservedWords: ReadonlySet<string> = new Set(
  `break case chan const continue default defer else fallthrough for func go goto if import interface map package range
  return select struct switch type var
  any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8
  uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag len make max min new panic
  print println real recover
  C context errors fmt iter runtime strings sync unsafe utf8 init main
  Error ErrClosed ErrText Interop Subscription`.split(/\s+/),
);

/** Names of locals of generated functions. */
const localNames = [
  "lent",
  "result",
  "err",
  "failure",
  "length",
  "keys",
  "values",
  "handle",
  "done",
  "token",
  "yield",
  "item",
  "items",
  "self",
  "ctx",
  "end",
];

/** What generated functions use of the support code by names that parameters could have. */
export const supportNames: readonly string[] = `arena borrowings callback complete enter interop library listen nothing
  optional outcome register registry wait newError toError textOr takeText takeFailure readText readBytes readSlice readBoxed
  takeBytes takeSlice takeBoxed lendBytes lendSlice lendBoxed splitMap zipMap nativeObject contract contractEntry
  checkContract errNil errNull lastNumber lendOptionalBytes lendOptionalSlice readOptionalBytes readOptionalText
  takeOptionalBytes takeOptionalText waitToEnd`.split(/\s+/);

/** `list_entries` → `listEntries`. */
export function toLowerCamelCase(name: string): string {
  const pascal = toPascalCase(name);
  return /^[A-Z0-9]+$/.test(pascal) ? pascal.toLowerCase() : pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
}

/** The policy of generated files. */
export const goNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string, kind: NameKind): string =>
    kind === "parameter" || kind === "variable" ? toLowerCamelCase(name) : toExported(name),
  isIdentifier: (text: string): boolean => /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(text),
  localPrefix: "",
  conflictSuffix: "_",
});

/** Names that other packages see begin with a capital, and have no capitals alone: `MAX_SIZE` → `MaxSize`. */
function toExported(name: string): string {
  const pascal = toPascalCase(/^[A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(name) ? name.toLowerCase() : name);
  return /^[A-Z]/.test(pascal) ? pascal : `X${pascal}`;
}

/** The names of all declarations of a document. */
export class PackageScope {
  readonly #names = new Map<DeclarationId, string>();
  readonly #scope: NameScope;
  readonly #plan: ApiPlan;
  readonly #imported: ReadonlyMap<ImportPlan, PackageScope>;
  /** What identities begin with, where they are those of an imported document. */
  #around = "";

  /** @param taken Names of the package that documents cannot have. */
  constructor(plan: ApiPlan, taken: readonly string[] = []) {
    this.#plan = plan;
    this.#scope = new NameScope(goNames, { taken });
    for (const module of plan.modules) this.#claimModule(module);
    this.#imported = new Map(plan.imports.map((one) => [one, new PackageScope(one.plan)] as const));
  }

  /** The same names for identities as an imported document says them. */
  within({ name }: ImportPlan): PackageScope {
    const scope = new PackageScope(this.#plan);
    scope.#around = `${name}.`;
    return scope;
  }

  /** The function that makes an object: of a record, or a constructor or static of an interface, by its id. */
  findFactory(id: DeclarationId): string {
    return this.find(`${id}()`);
  }

  /** The identifier of a declaration; after its package for one of another document. */
  find(id: DeclarationId): string {
    const found = this.#names.get(this.#around + id);
    if (found !== undefined) return found;
    const imported = this.#findImported(id);
    return `${packageAlias(imported.from)}.${imported.name}`;
  }

  /** What functions of this package about a type are called after. */
  findLocal(id: DeclarationId): string {
    const found = this.#names.get(this.#around + id);
    if (found !== undefined) return found;
    const imported = this.#findImported(id);
    return toPascalCase(imported.from.name) + imported.name;
  }

  /** Tells whether a declaration is of another document. */
  isImported(id: DeclarationId): boolean {
    return !this.#names.has(this.#around + id);
  }

  /** What the shims of a callback's type are called after: each package has its own, also for types of others. */
  shimSymbol(id: DeclarationId, symbol: string): string {
    return this.isImported(id) ? `${this.#plan.abi.prefix}_${symbol}` : symbol;
  }

  #findImported(id: DeclarationId): { readonly from: ImportPlan; readonly name: string } {
    const imported = findImported(this.#plan, this.#around + id);
    const scope = imported === undefined ? undefined : this.#imported.get(imported.from);
    if (imported === undefined || scope === undefined) throw new Error(`${id} has no name`);
    return { from: imported.from, name: scope.find(imported.id) };
  }

  /** Claims identifiers for the parameters of a function. */
  claimParameters(names: readonly string[]): readonly string[] {
    const taken = [...localNames, ...supportNames, ...this.#plan.imports.map(packageAlias)];
    const scope = new NameScope(goNames, { taken });
    return names.map((name) => scope.claim(name, "parameter"));
  }

  #claimFactory(id: DeclarationId, name: string): void {
    this.#names.set(`${id}()`, this.#scope.claim(name, "type"));
  }

  #claimModule(module: ModulePlan): void {
    const path = this.#plan.modules.length === 1 ? module.declaration.path.slice(1) : module.declaration.path;
    const prefix = path.map(toPascalCase).join("");
    const claim = (declaration: ApiDeclaration, name = declaration.name) => {
      const spelled = prefix + toExported(name);
      this.#names.set(declaration.id, this.#scope.claim(spelled, "type"));
    };
    for (const declaration of listTypes(module)) claim(declaration);
    for (const alias of module.aliases) claim(alias);
    for (const { declaration } of module.records) this.#claimFactory(declaration.id, `New${this.find(declaration.id)}`);
    for (const { declaration, builder } of module.records) {
      if (builder !== undefined)
        this.#claimFactory(`${declaration.id}Builder`, `New${this.find(declaration.id)}Builder`);
    }
    for (const { declaration, constructors, statics } of module.interfaces) {
      const own = this.find(declaration.id);
      for (const { declaration: member } of [...constructors, ...statics]) {
        this.#claimFactory(member.id, member.name === "new" ? `New${own}` : own + toPascalCase(member.name));
      }
    }
    if (module.errorDomain !== undefined)
      claim(module.errorDomain.declaration, toErrorName(module.errorDomain.declaration.name));
    for (const { declaration } of module.functions) claim(declaration);
    for (const { declaration } of module.listeners) claim(declaration, `On${toPascalCase(declaration.name)}`);
    for (const constant of module.constants) claim(constant);
    for (const inner of module.modules) this.#claimModule(inner);
  }
}

/** The name under which the package of an imported document is imported. */
export function packageAlias({ name }: ImportPlan): string {
  const alias = name.toLowerCase().replaceAll("_", "");
  return reservedWords.has(alias) ? `${alias}_` : alias;
}

/** Members begin with a capital, which no word of the language does. */
const memberNames: NamePolicy = Object.freeze({ ...goNames, reservedWords: new Set<string>() });

/** Names of members of one type that do not meet. */
export function claimMembers(names: readonly string[], taken: readonly string[] = []): readonly string[] {
  const scope = new NameScope(memberNames, { taken: ["Close", ...taken] });
  return names.map((name) => scope.claim(name, "member"));
}
