/**
 * Whether data from outside has the shape that its type promises. Shapes are data; those of annotations are in
 * `annotation-shape.ts`. Every problem is reported, with the way to it.
 */
import { describeValue, findNearestNames } from "@koine/diagnostics";

/** The form of a value. */
export type Shape =
  | { readonly kind: "text" | "flag" | "count" | "function" | "expression" }
  | { readonly kind: "choice"; readonly values: readonly (string | boolean | null)[] }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "map"; readonly value: Shape }
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly kind: "either"; readonly shapes: readonly Shape[] };

/** The keys and positions that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** What is wrong with one value. */
export interface ShapeProblem {
  readonly path: ValuePath;
  /** One clause, such as `expected a string, got 5`. */
  readonly message: string;
  readonly help?: string | undefined;
}

/** Checks a value; members that are `undefined` count as absent. */
export function checkShape(value: unknown, shape: Shape, path: ValuePath = []): readonly ShapeProblem[] {
  switch (shape.kind) {
    case "list":
      if (!Array.isArray(value)) break;
      return value.flatMap((item: unknown, place) => checkShape(item, shape.item, [...path, place]));
    case "map":
      if (!isPlainObject(value)) break;
      return entriesOf(value).flatMap(([key, item]) => checkShape(item, shape.value, [...path, key]));
    case "record":
      if (!isPlainObject(value)) break;
      return checkRecord(value, shape, path);
    case "either":
      return checkEither(value, shape.shapes, path);
    default:
      if (isSimple(value, shape)) return [];
  }
  return [describeMisfit(value, shape, path)];
}

/** The shape whose outside fits tells what is wrong inside. */
function checkEither(value: unknown, shapes: readonly Shape[], path: ValuePath): readonly ShapeProblem[] {
  const attempts = shapes.map((shape) => checkShape(value, shape, path));
  if (attempts.some((problems) => problems.length === 0)) return [];
  const inside = attempts[shapes.findIndex((shape) => fitsOutside(value, shape))];
  if (inside !== undefined) return inside;
  return [describeMisfit(value, { kind: "either", shapes }, path)];
}

function describeMisfit(value: unknown, shape: Shape, path: ValuePath): ShapeProblem {
  const message = `expected ${describeShape(shape)}, got ${describeValue(value)}`;
  const [nearest] = typeof value === "string" ? findNearestNames(value, wordsOf(shape)) : [];
  return nearest === undefined
    ? { path, message }
    : { path, message, help: `did you mean ${JSON.stringify(nearest)}?` };
}

/** The words that a value may be. */
function wordsOf(shape: Shape): readonly string[] {
  if (shape.kind === "either") return shape.shapes.flatMap(wordsOf);
  return shape.kind === "choice" ? shape.values.filter((value) => typeof value === "string") : [];
}

function fitsOutside(value: unknown, { kind }: Shape): boolean {
  return kind === "list" ? Array.isArray(value) : (kind === "map" || kind === "record") && isPlainObject(value);
}

function checkRecord(
  value: object,
  { fields, required = [] }: Extract<Shape, { readonly kind: "record" }>,
  path: ValuePath,
): readonly ShapeProblem[] {
  const entries = entriesOf(value);
  const missing = required.filter((name) => !entries.some(([key]) => key === name));
  return [
    ...missing.map((name) => ({ path, message: `"${name}" is missing` })),
    ...entries.flatMap(([key, item]) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field !== undefined) return checkShape(item, field, [...path, key]);
      return [{ path: [...path, key], message: `there is no "${key}" here`, help: suggest(key, Object.keys(fields)) }];
    }),
  ];
}

/** Proposes what a name was meant to be, or tells what there is. */
export function suggest(name: string, names: readonly string[]): string {
  const nearest = findNearestNames(name, names);
  if (nearest.length > 0) return `did you mean ${nearest.join(" or ")}?`;
  const more = names.length > 12 ? ", …" : "";
  return names.length === 0 ? "there is none" : `there is ${names.slice(0, 12).join(", ")}${more}`;
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, item]: [string, unknown]) => item !== undefined);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}

function isSimple(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "text":
      return typeof value === "string" && value !== "";
    case "flag":
      return typeof value === "boolean";
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value);
    case "function":
      return typeof value === "function";
    case "expression":
      return value instanceof RegExp;
    case "choice":
      return shape.values.some((choice) => choice === value);
    default:
      return false;
  }
}

function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "a string";
    case "flag":
      return "true or false";
    case "count":
      return "an integer";
    case "function":
      return "a function";
    case "expression":
      return "a regular expression";
    case "choice":
      return shape.values.map((value) => JSON.stringify(value)).join(" or ");
    case "list":
      return "a list";
    case "map":
    case "record":
      return "an object";
    case "either":
      return [...new Set(shape.shapes.map(describeShape))].join(" or ");
    default:
      return shape satisfies never;
  }
}
