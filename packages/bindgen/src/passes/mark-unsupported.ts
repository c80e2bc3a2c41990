/**
 * Marks what a module cannot offer yet, with the reason. It stays in the spec: what a header declares does not depend on
 * what Koine can call.
 */
import type { Target } from "@koine/ctypes";
import { hasOurName } from "../spec/our-names.ts";
import type { SpecDeclaration, SpecFunction, SpecRecord, SpecTypedef, SpecVariable } from "../spec/model.ts";
import { isRecord, SpecIndex, typesOf } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { describeObstacle } from "../typescript/describable.ts";
import { findUnpassedVector } from "../typescript/describe-vector.ts";
import { describableMembers, isOpenEnded } from "../typescript/open-ended.ts";
import { planRecordOptions } from "../typescript/record-descriptor.ts";
import type { Pass } from "./pass.ts";

export const markUnsupported: Pass = {
  name: "mark-unsupported",
  summary: "Marks functions, records and variables that a module cannot offer yet, with the reason.",
  run: (state, { targets }) => ({ ...state, declarations: markDeclarations(state.declarations, targets) }),
};

/** Marks declarations; the order stays. */
export function markDeclarations(
  declarations: readonly SpecDeclaration[],
  targets: readonly Target[],
): readonly SpecDeclaration[] {
  const withRecords = markRecords(declarations, targets);
  const index = SpecIndex.of(withRecords);
  const marked = withRecords.map((declaration) => {
    if (declaration.kind === "function") return mark(declaration, findFunctionObstacle(declaration, index, targets));
    if (declaration.kind === "variable") return mark(declaration, findVariableObstacle(declaration, index));
    if (declaration.kind === "typedef") return mark(declaration, findTypedefObstacle(declaration, index));
    return declaration;
  });
  return markAliases(marked);
}

type FindObstacle = (record: SpecRecord, index: SpecIndex) => string | undefined;

/** Members first: what has no descriptor has no layout either, and is the better reason. */
function markRecords(declarations: readonly SpecDeclaration[], targets: readonly Target[]): readonly SpecDeclaration[] {
  const withMembers = markUntilStable(declarations, findMemberObstacle);
  const withLayouts = markOnce(withMembers, (record, index) => findLayoutObstacle(record, index, targets));
  if (withLayouts === withMembers) return withMembers;
  return markUntilStable(
    withLayouts,
    (record, index) => findMemberObstacle(record, index) ?? findLayoutObstacle(record, index, targets),
  );
}

/** Records contain records: one that becomes unsupported may make others so. */
function markUntilStable(
  declarations: readonly SpecDeclaration[],
  findObstacle: FindObstacle,
): readonly SpecDeclaration[] {
  let current = declarations;
  for (;;) {
    const next = markOnce(current, findObstacle);
    if (next === current) return current;
    current = next;
  }
}

/** Gives the same list if nothing was marked. */
function markOnce(declarations: readonly SpecDeclaration[], findObstacle: FindObstacle): readonly SpecDeclaration[] {
  const index = SpecIndex.of(declarations);
  let hasChanged = false;
  const marked = declarations.map((declaration) => {
    if (!isRecord(declaration) || declaration.unsupported !== undefined) return declaration;
    const result = mark(declaration, findObstacle(declaration, index));
    if (result !== declaration) hasChanged = true;
    return result;
  });
  return hasChanged ? marked : declarations;
}

function markAliases(declarations: readonly SpecDeclaration[]): readonly SpecDeclaration[] {
  const available = new Set(
    declarations.flatMap((item) =>
      (item.kind === "function" || item.kind === "variable") && item.unsupported === undefined ? [item.name] : [],
    ),
  );
  return declarations.map((item) =>
    item.kind === "alias" && !available.has(item.of)
      ? mark(item, `stands for ${item.of}, which is not available`)
      : item,
  );
}

/** A typedef of a struct without a descriptor is as opaque as the struct. */
function findTypedefObstacle({ type }: SpecTypedef, index: SpecIndex): string | undefined {
  // A macro may stand for a struct that nothing declares.
  const isTag = type.kind === "reference" && (type.to === "struct" || type.to === "union");
  if (isTag && index.find(type) !== undefined) return undefined;
  const obstacle = describeObstacle(type, index);
  return obstacle === undefined ? undefined : `it is ${obstacle}`;
}

type Markable = Extract<SpecDeclaration, { readonly unsupported?: string | undefined }>;

function mark<TDeclaration extends Markable>(declaration: TDeclaration, obstacle: string | undefined): TDeclaration {
  if (declaration.unsupported !== undefined || obstacle === undefined) return declaration;
  return { ...declaration, unsupported: obstacle };
}

function findMemberObstacle(record: SpecRecord, index: SpecIndex): string | undefined {
  const members = describableMembers(record, index);
  if (members.length === 0) return "it has no members";
  for (const { name, type } of members) {
    const obstacle = describeObstacle(type, index);
    if (obstacle !== undefined) return `member ${name ?? "without a name"} is ${obstacle}`;
  }
  return undefined;
}

function findLayoutObstacle(record: SpecRecord, index: SpecIndex, targets: readonly Target[]): string | undefined {
  const hasLayout = targets.every((target) => planRecordOptions(record, index, target) !== undefined);
  return hasLayout ? undefined : "its layout cannot be stated by a descriptor";
}

function findFunctionObstacle(
  declaration: SpecFunction,
  index: SpecIndex,
  targets: readonly Target[],
): string | undefined {
  if (!declaration.hasPrototype) return "declared without parameters: f() says less than f(void)";
  if (declaration.isInline && declaration.isVariadic) return "inline and variadic: C cannot pass the arguments on";
  if (declaration.isInline && typesOf(declaration).some(hasOurName)) {
    return "inline, with a type that C has no name for";
  }
  if (declaration.convention !== null) return `calling convention ${declaration.convention}`;
  const result = findValueObstacle(declaration.result, index, targets);
  if (result !== undefined) return `returns ${result}`;
  for (const { type } of declaration.parameters) {
    const obstacle = findValueObstacle(type, index, targets);
    if (obstacle !== undefined) return `takes ${obstacle}`;
  }
  return undefined;
}

/** One of an incomplete type has an address, which is what its library's functions take. */
function findVariableObstacle({ type }: SpecVariable, index: SpecIndex): string | undefined {
  const obstacle = describeObstacle(index.resolve(type), index);
  return obstacle === undefined ? undefined : `it is ${obstacle}`;
}

function findValueObstacle(type: SpecType, index: SpecIndex, targets: readonly Target[]): string | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "pointer" || resolved.kind === "void") return undefined;
  if (resolved.kind === "reference" && index.find(resolved)?.kind === "opaque") {
    return `the incomplete ${resolved.to} ${resolved.name} by value`;
  }
  if (isOpenEnded(resolved, index)) return "a struct with a flexible array by value";
  return describeObstacle(resolved, index) ?? findUnpassedVector(resolved, index, targets);
}
