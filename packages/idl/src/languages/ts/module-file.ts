/**
 * One generated module while it is rendered: its names, and what it turned out to import. The imports are written last, above
 * everything else.
 */
import type { DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan, CallbackPlan, ImportPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { OutObject } from "../../plan/transfer.ts";
import type { ModuleNames } from "../module-names.ts";
import { Descriptors } from "./descriptors.ts";
import { renderList } from "./layout.ts";
import { moduleFile, toCamelCase } from "./names.ts";
import { toImportedPackage, toInternalModule } from "./package-names.ts";

/** The files of support code, by what they export. */
const supportFiles: Readonly<Record<string, string>> = {
  NativeObject: "native-object",
  adopt: "native-object",
  adoptOrNull: "native-object",
  lendOrNull: "native-object",
  lend: "native-object",
  native: "native-object",
  requireObject: "native-object",
  requireObjectOrNull: "native-object",
  CallbackFailure: "callback-failure",
  requireFunction: "callback-failure",
  enterCallback: "callback-frames",
  leaveCallback: "callback-frames",
  ItemIterator: "iteration",
  ItemStream: "iteration",
  NativeIterator: "iteration",
  NativeStream: "iteration",
  Subscription: "subscription",
  ApiError: "errors",
  throwReceived: "errors",
  ToError: "errors",
  CancelOptions: "asynchronous",
  toApiError: "errors",
  startAsync: "asynchronous",
};

/** Names that only types are imported under. */
const typeOnly: ReadonlySet<string> = new Set(["CancelOptions", "NativeIterator", "NativeStream", "ToError"]);

/** The file of a module. */
export class ModuleFile {
  readonly plan: ApiPlan;
  readonly module: ModulePlan;
  readonly names: ModuleNames;
  readonly descriptors: Descriptors;
  readonly #file: string;
  /** The way to the folder of the sources. */
  readonly #root: string;
  readonly #imports = new Map<string, Set<string>>();
  /** Declarations that are nothing at run time. */
  readonly #typeNames = new Set(typeOnly);
  /** Whole modules of other packages, by their local names. */
  readonly #packages = new Map<string, string>();

  /** @param kind The file of the module itself, or of its callbacks' adapters. */
  constructor(plan: ApiPlan, module: ModulePlan, names: ModuleNames, kind: "module" | "callbacks" = "module") {
    this.plan = plan;
    this.module = module;
    this.names = names;
    this.descriptors = new Descriptors(names.declared.flagBases);
    this.#file = kind === "module" ? moduleFile(module) : `callbacks/${moduleFile(module)}`;
    this.#root = kind === "module" ? "./" : "../";
  }

  /** The identifier of a declared type or function; it is imported where it is declared elsewhere. */
  readonly findName = (id: DeclarationId): string => {
    const { file, identifier, from } = this.names.find(id);
    if (from !== undefined) return this.#findInPackage(from, id, identifier);
    if (file !== this.#file) this.#import(`${file}.ts`, identifier);
    if (this.names.declared.isTypeOnly(id)) this.#typeNames.add(identifier);
    return identifier;
  };

  /** A name in another package: in its only module, or in one of its modules by their names. */
  #findInPackage(from: ImportPlan, id: DeclarationId, identifier: string): string {
    const modules = id.split(".").slice(1, -1);
    const path = from.plan.modules.length === 1 ? modules.slice(1) : modules;
    return [this.#usePackage(from.name, toImportedPackage(from)), ...path.map(toCamelCase), identifier].join(".");
  }

  #usePackage(name: string, module: string): string {
    this.#packages.set(name, module);
    return name;
  }

  /** A file of another package, which only generated packages use. */
  #useInternal(from: ImportPlan, file: string): string {
    const part = file
      .slice(file.lastIndexOf("/") + 1)
      .replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
    return this.#usePackage(`$${from.name}_${part}`, toInternalModule(from, file));
  }

  /** The function that turns functions of a callback's type into what C calls; it is in a file beside the type's. */
  findAdapter(id: DeclarationId): string {
    const { file, identifier, from } = this.names.find(id);
    const adapter = `adapt${identifier}`;
    if (from !== undefined) return `${this.#useInternal(from, `callbacks/${file}`)}.${adapter}`;
    if (this.#file !== `callbacks/${file}`) this.#import(`callbacks/${file}.ts`, adapter);
    return adapter;
  }

  /** The plan of a callback. */
  findCallback(id: DeclarationId): CallbackPlan {
    return this.names.declared.findCallback(id);
  }

  /** The identifier of support code. */
  support(name: string): string {
    this.#import(`support/${supportFiles[name] ?? "values"}.ts`, name);
    return name;
  }

  /** The support code for objects of a class: that of its own package, which knows where the class keeps its address. */
  supportOf(id: DeclarationId, name: string): string {
    const from = findImported(this.plan, id)?.from;
    return from === undefined ? this.support(name) : `${this.#useInternal(from, "support/native-object")}.${name}`;
  }

  /** The function that ends objects of the library; `null` for those that it keeps. */
  destroy({ type, destroy }: OutObject): string {
    if (destroy === undefined) return "null";
    const from = findImported(this.plan, type.id)?.from;
    const symbols = from === undefined ? this.native("symbols") : `${this.#useInternal(from, "native")}.symbols`;
    return `${symbols}.${destroy.symbol}`;
  }

  /** The identifier of something in `native.ts`. */
  native(name: string): string {
    this.#import("native.ts", name);
    return name;
  }

  /** The import statements, sorted. */
  renderImports(): readonly string[] {
    const packages = [...this.#packages]
      .map(([name, module]) => `import * as ${name} from ${JSON.stringify(module)};`)
      .toSorted();
    const own = [...this.#imports]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([from, names]) => {
        const sorted = [...names].toSorted();
        const values = sorted.filter((name) => !this.#typeNames.has(name));
        const types = sorted.filter((name) => this.#typeNames.has(name));
        return [
          ...(values.length === 0 ? [] : [renderList("import { ", values, ` } from "${from}";`)]),
          ...(types.length === 0 ? [] : [renderList("import type { ", types, ` } from "${from}";`)]),
        ];
      });
    return [...packages, ...own];
  }

  #import(file: string, name: string): void {
    const from = this.#root + file;
    const names = this.#imports.get(from) ?? new Set();
    this.#imports.set(from, names.add(name));
  }
}
