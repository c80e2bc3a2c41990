/**
 * A spec as a TypeScript module over `koine`: types, constants and functions under their C names. Everything was decided
 * by the passes; this only spells. Modules of several files are `render-module-parts.ts`'s.
 */
import { declarationKey } from "../spec/declaration-key.ts";
import { mergeOrders } from "../spec/merge-orders.ts";
import type { Spec, SpecDeclaration, SpecFunction, SpecMacro, SpecVariable } from "../spec/model.ts";
import { obstacleOf } from "../spec/obstacle.ts";
import { isTypeDeclaration } from "../spec/spec-index.ts";
import type { ExportedValue } from "./exported-value.ts";
import { moduleNamesOf, publicName } from "./module-names.ts";
import type { ModuleNames } from "./module-names.ts";
import type { ModuleFile } from "./module-file.ts";
import { layOutWhole } from "./module-layout.ts";
import type { ModuleLayout } from "./module-layout.ts";
import { exportConstant } from "./render-constant.ts";
import { exportMacro } from "./render-macro.ts";
import { exportCallbacks, exportSymbol, writeLibrary, writeWrapperLibrary } from "./render-symbols.ts";
import type { ModuleContext } from "./render-type-export.ts";
import { exportConstantOrNothing, exportTypeOf, isConstant, makeTargetViews } from "./target-view.ts";
import type { TargetView, TypeExports } from "./target-view.ts";
import { orderTypes } from "./type-order.ts";

/** Renders the module of a spec as one file. */
export function renderModule(spec: Spec): string {
  const layout = layOutWhole(moduleNamesOf(spec));
  new ModuleRenderer(spec, layout).write();
  return layout.library.render(spec.head);
}

/** Writes what a module has into the files of a layout. */
export class ModuleRenderer {
  readonly #spec: Spec;
  readonly #names: ModuleNames;
  readonly #views: readonly TargetView[];
  readonly #layout: ModuleLayout;

  constructor(spec: Spec, layout: ModuleLayout) {
    this.#spec = spec;
    this.#layout = layout;
    this.#names = moduleNamesOf(spec);
    this.#views = makeTargetViews(spec, this.#names);
  }

  write(): void {
    this.#writeTypes();
    const symbols = this.#select(isSymbol);
    this.#writeLibraries(symbols.length > 0);
    // Only annotations say of a callback that C keeps it.
    const hasCallbacks = this.#spec.annotations.size > 0;
    for (const key of symbols) {
      if (hasCallbacks) this.#writeCallbacks(key);
      this.#writeSame(key, isSymbol, exportSymbol);
    }
    this.#writeAliases();
    for (const key of this.#select(isMacro)) this.#writeSame(key, isMacro, exportMacro);
    // Last, because the type checker looks back over every statement at each use of a constant, and headers have thousands.
    this.#writeConstants();
    this.#writeUnavailable();
    if (symbols.length > 0) this.#layout.library.imports.use("declareLibrary");
  }

  #writeTypes(): void {
    const [only] = this.#views;
    if (only !== undefined && this.#views.length === 1) {
      for (const declaration of orderTypes(only.declarations)) {
        this.#writeType([exportTypeOf(declarationKey(declaration), declaration, only)]);
      }
      return;
    }
    const orders = this.#views.map(({ declarations }) => orderTypes(declarations).map(toKeyed));
    const keys = mergeOrders(orders, ({ key }) => key).map(({ key }) => key);
    // What is a struct on one target and a name of something else on another has one name, and is written once.
    const last = new Map(keys.map((key) => [this.#names.exports.get(key) ?? key, key]));
    const waiting = new Map<string, TypeExports[]>();
    for (const key of keys) {
      const name = this.#names.exports.get(key) ?? key;
      const exports = [...(waiting.get(name) ?? []), ...this.#exportType(key)];
      if (last.get(name) === key) this.#writeType(exports);
      else waiting.set(name, exports);
    }
  }

  #exportType(key: string): readonly TypeExports[] {
    return this.#views.flatMap((view) => {
      const declaration = view.byKey.get(key);
      if (declaration === undefined || !isTypeDeclaration(declaration)) return [];
      return [exportTypeOf(key, declaration, view)];
    });
  }

  /** Writes the exports of one type. In a module of several files, the constants of an enum may be in another than the enum. */
  #writeType(exports: readonly TypeExports[]): void {
    const [first] = exports;
    if (first === undefined) return;
    const file = this.#layout.fileOf(first.declaration);
    const other = this.#layout.fileOf(first.declaration, "constant");
    if (file === other || first.declaration.kind !== "enum") {
      file.write(exports);
      return;
    }
    file.write(exports.map(({ triple, values }) => ({ triple, values: values.filter(({ isCall }) => isCall) })));
    const constants = exports.map(({ triple, values }) => ({ triple, values: values.filter(({ isCall }) => !isCall) }));
    if (constants.every(({ values }) => values.length === 0)) return;
    other.writer.blank();
    other.write(constants);
  }

  #writeLibraries(hasSymbols: boolean): void {
    const { libraries, wrapper } = this.#spec.head;
    const { library: file, isDivided } = this.#layout;
    if (hasSymbols) writeLibrary(libraries, this.#names, file.writer, isDivided);
    const isWrapped = this.#select((item) => isSymbol(item) && item.kind === "function" && item.isInline).length > 0;
    if (isWrapped && wrapper !== undefined) writeWrapperLibrary(wrapper, this.#names, file.writer, isDivided);
  }

  /** Keys of the declarations that some target has. */
  #select(isWanted: (declaration: SpecDeclaration) => boolean): readonly string[] {
    const lists = this.#views.map(({ declarations }) => declarations.filter(isWanted).map(declarationKey));
    return mergeOrders(lists, (key) => key);
  }

  #writeSame<TDeclaration extends SpecDeclaration>(
    key: string,
    isWanted: (declaration: SpecDeclaration) => declaration is TDeclaration,
    describe: (declaration: TDeclaration, context: ModuleContext) => ExportedValue,
  ): void {
    const [only] = this.#views;
    const single = this.#views.length === 1 ? only?.byKey.get(key) : undefined;
    if (only !== undefined && single !== undefined && isWanted(single)) {
      this.#layout.fileOf(single).write([{ triple: only.target.triple, values: [describe(single, only)] }]);
      return;
    }
    this.#fileOf(key).write(
      this.#views.flatMap((view) => {
        const declaration = view.byKey.get(key);
        if (declaration === undefined || !isWanted(declaration)) return [];
        return [{ triple: view.target.triple, values: [describe(declaration, view)] }];
      }),
    );
  }

  /** The types of callbacks that C keeps stand before the function that takes them. */
  #writeCallbacks(key: string): void {
    const exports = this.#views.flatMap((view) => {
      const declaration = view.byKey.get(key);
      const values = declaration?.kind === "function" ? exportCallbacks(declaration, view) : [];
      return values.length === 0 ? [] : [{ triple: view.target.triple, values }];
    });
    this.#fileOf(key).write(exports);
  }

  /** Where the declaration of a key goes, which some target has. */
  #fileOf(key: string): ModuleFile {
    for (const { byKey } of this.#views) {
      const declaration = byKey.get(key);
      if (declaration !== undefined) return this.#layout.fileOf(declaration);
    }
    throw new Error(`no target declares ${key}`);
  }

  #writeConstants(): void {
    const begun = new Set<ModuleFile>();
    for (const key of this.#select(isConstant)) {
      const file = this.#fileOf(key);
      if (!begun.has(file)) file.writer.blank();
      begun.add(file);
      const isEverywhere = this.#views.every(({ byKey }) => isConstant(byKey.get(key)));
      if (isEverywhere) this.#writeSame(key, isConstant, exportConstant);
      else file.write(this.#views.map((view) => exportConstantOrNothing(key, view)));
    }
  }

  #writeAliases(): void {
    const { exports } = this.#names;
    const [first] = this.#views;
    for (const alias of first?.declarations ?? []) {
      if (alias.kind !== "alias" || alias.unsupported !== undefined) continue;
      const name = publicName(alias.name, this.#names);
      const { writer } = this.#fileOf(alias.of);
      writer.blank().doc(first?.docs.get(alias.name));
      // Not a constant: what it stands for may be replaced later.
      writer.line(`export { ${exports.get(alias.of) ?? alias.of} as ${name} };`);
    }
  }

  /** Nothing is left out in silence: what the header has and the module has not stands at its end. */
  #writeUnavailable(): void {
    const lines = this.#views.flatMap(({ declarations, target }) =>
      declarations.flatMap((item) => {
        const obstacle = obstacleOf(item);
        if (obstacle === undefined) return [];
        const isElsewhere = this.#views.length > 1 && this.#views.some(({ byKey }) => isAvailable(byKey, item));
        return [`//   ${item.name}${isElsewhere ? ` (${target.triple})` : ""}: ${obstacle}`];
      }),
    );
    if (lines.length > 0) {
      this.#layout.library.writer.blank().line("// Not available through this module:").lines(new Set(lines));
    }
  }
}

function toKeyed(declaration: SpecDeclaration): { readonly key: string } {
  return { key: declarationKey(declaration) };
}

function isAvailable(byKey: ReadonlyMap<string, SpecDeclaration>, { kind, name }: SpecDeclaration): boolean {
  const found = byKey.get(declarationKey({ kind, name }));
  return found !== undefined && obstacleOf(found) === undefined;
}

function isSymbol(declaration: SpecDeclaration): declaration is SpecFunction | SpecVariable {
  return (declaration.kind === "function" || declaration.kind === "variable") && declaration.unsupported === undefined;
}

function isMacro(declaration: SpecDeclaration): declaration is SpecMacro {
  return declaration.kind === "macro";
}
