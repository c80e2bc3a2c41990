/**
 * What a module is for one of its targets: the declarations there, and how far they are declared in the module. Which of them are
 * written where is `render-module.ts`'s to say.
 */
import { requireTarget } from "@koine/ctypes";
import { declarationKey } from "../spec/declaration-key.ts";
import { declarationsFor } from "../spec/merge-targets.ts";
import type { Spec, SpecConstant, SpecDeclaration } from "../spec/model.ts";
import { withoutNamelessNothing } from "../spec/nameless-nothing.ts";
import { isTypeDeclaration, SpecIndex } from "../spec/spec-index.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import { ModuleDocs } from "./documentation/module-docs.ts";
import type { TargetExports } from "./exported-value.ts";
import { publicName } from "./module-names.ts";
import type { ModuleNames } from "./module-names.ts";
import { listRenamedSymbols } from "./release-symbol.ts";
import type { RenamedSymbols } from "./release-symbol.ts";
import { exportConstant } from "./render-constant.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { exportType } from "./render-type-export.ts";
import type { ModuleContext } from "./render-type-export.ts";
import { shareConstants } from "./shared-constants.ts";

/** One of the spec's targets: what the headers declare there, and what is declared in the module so far. */
export interface TargetView extends ModuleContext {
  readonly declarations: readonly SpecDeclaration[];
  readonly byKey: ReadonlyMap<string, SpecDeclaration>;
  readonly declared: Set<string>;
  /** Identifiers of the tags among them. */
  readonly declaredTags: Set<string>;
}

/** What one target exports of a type. */
export interface TypeExports extends TargetExports {
  readonly declaration: SpecDeclaration;
}

/** Only annotations name functions that give something back. */
const noSymbols: RenamedSymbols = new Map();

/** Makes the views of all targets, in which nothing is declared yet. */
export function makeTargetViews(spec: Spec, names: ModuleNames): readonly TargetView[] {
  const docs = new ModuleDocs(spec.docs, names);
  const lists = shareConstants(spec.head.targets.map((triple) => declarationsFor(spec, triple)));
  const indexes = lists.map((declarations) => SpecIndex.of(declarations));
  return lists.map((all, place) => {
    const declarations = withoutNamelessNothing(all);
    const declared = new Set<string>();
    const scope: DescriptorScope = {
      names,
      index: SpecIndex.of(all),
      indexes,
      annotations: spec.annotations,
      hasNumbers: spec.head.integers === "number",
      declared,
      renamedSymbols: spec.annotations.size === 0 ? noSymbols : listRenamedSymbols(declarations),
      identities: new Map(),
      known: new Map(),
      spelled: new Map(),
    };
    return {
      spec,
      docs,
      declarations,
      declared,
      declaredTags: new Set<string>(),
      byKey: keyDeclarations(declarations),
      target: requireTarget(spec.head.targets[place] ?? ""),
      scope,
      lateScope: { ...scope, everywhere: listExported(declarations), known: new Map(), spelled: new Map() },
    };
  });
}

/** Whether a type has an export, or shares that of its tag. Enums only group constants where nothing names them. */
function isExportedType(declaration: SpecDeclaration): boolean {
  if (declaration.kind === "typedef") return declaration.unsupported === undefined;
  return isTypeDeclaration(declaration) && declaration.kind !== "enum";
}

function listExported(declarations: readonly SpecDeclaration[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const declaration of declarations) if (isExportedType(declaration)) keys.add(declarationKey(declaration));
  return keys;
}

function keyDeclarations(declarations: readonly SpecDeclaration[]): ReadonlyMap<string, SpecDeclaration> {
  const byKey = new Map<string, SpecDeclaration>();
  for (const declaration of declarations) byKey.set(declarationKey(declaration), declaration);
  return byKey;
}

/** Gives what one target exports of a type, and notes that it is declared there. */
export function exportTypeOf(key: string, declaration: SpecTypeDeclaration, view: TargetView): TypeExports {
  const values = exportType(declaration, view);
  if (values.length > 0) markDeclared(key, declaration, view);
  else if (declaration.kind === "typedef") markSharedName(declaration.name, view);
  return { declaration, triple: view.target.triple, values };
}

/** A constant that a target lacks is `undefined` there; a function or type that it lacks is not used there. */
export function exportConstantOrNothing(key: string, view: TargetView): TargetExports {
  const { triple } = view.target;
  const declaration = view.byKey.get(key);
  if (isConstant(declaration)) return { triple, values: [exportConstant(declaration, view)] };
  const identifier = view.scope.names.exports.get(key) ?? key;
  const name = publicName(key, view.scope.names);
  const absent = { name, identifier, documentation: undefined, stated: undefined, type: undefined } as const;
  return { triple, values: [{ ...absent, expression: "undefined", isCall: false, isApart: false }] };
}

/** Tells whether a declaration is a constant. */
export function isConstant(declaration: SpecDeclaration | undefined): declaration is SpecConstant {
  return declaration?.kind === "constant";
}

function markDeclared(key: string, { kind }: SpecDeclaration, { scope, declared, declaredTags }: TargetView): void {
  declared.add(key);
  if (kind !== "typedef") declaredTags.add(scope.names.exports.get(key) ?? key);
}

/** A typedef that repeats the name of its tag is declared when the tag is. */
function markSharedName(name: string, { scope, declared, declaredTags }: TargetView): void {
  if (declaredTags.has(scope.names.exports.get(name) ?? name)) declared.add(name);
}
