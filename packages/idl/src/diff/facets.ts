/** The facts of one declaration that a change of versions can change, and what such a change means for its users. */
import type {
  ApiAlias,
  ApiCallback,
  ApiConstant,
  ApiDeclaration,
  ApiEnumVariant,
  ApiErrorCode,
  ApiField,
  ApiFlags,
  ApiFunction,
  ApiListener,
  ApiParameter,
  ApiRecord,
  ConstantValue,
} from "../model/api.ts";
import { renderTypeText } from "../model/type-text.ts";
import type { DeclarationKind } from "../validate/declarations.ts";

/** What a change means: `breaking` for those who use the old version, `additive` for those who want the new one. */
export type ChangeLevel = "breaking" | "additive" | "neutral";

/** A fact of a declaration. */
export interface Facet {
  /** What it is, such as `its type`. */
  readonly name: string;
  /** Words for its value; undefined where there is none. */
  readonly text: string | undefined;
  /** What it means when it comes, goes, or is another one. */
  readonly levels: { readonly added: ChangeLevel; readonly removed: ChangeLevel; readonly changed: ChangeLevel };
}

const breaking = { added: "breaking", removed: "breaking", changed: "breaking" } as const;
const neutral = { added: "neutral", removed: "neutral", changed: "neutral" } as const;
const optional = { added: "additive", removed: "breaking", changed: "neutral" } as const;

/** Reads the facts of one kind; a method, because the table below pairs each kind with the type of its declarations. */
type FacetsOf = { read(declaration: ApiDeclaration): readonly Facet[] }["read"];

const ofFunction: FacetsOf = ({ result, throws, isAsync, isCancellable }: ApiFunction) => [
  { name: "the result", text: result === undefined ? undefined : renderTypeText(result), levels: breaking },
  { name: "the error domain", text: throws, levels: breaking },
  { name: "`async`", text: isAsync ? "true" : undefined, levels: breaking },
  { name: "`cancellable`", text: isCancellable ? "true" : undefined, levels: breaking },
];

const ofField: FacetsOf = ({ type, default: value }: ApiField) => [
  { name: "the type", text: renderTypeText(type), levels: breaking },
  { name: "the default", text: value === undefined ? undefined : renderValue(value), levels: optional },
];

const ofVariant: FacetsOf = ({ value }: ApiEnumVariant) => [
  { name: "the number", text: String(value), levels: breaking },
];

const readers: Readonly<Partial<Record<DeclarationKind, FacetsOf>>> = {
  function: ofFunction,
  constructor: ofFunction,
  method: ofFunction,
  static: ofFunction,
  callback: ({ result }: ApiCallback) => [
    { name: "the result", text: result === undefined ? undefined : renderTypeText(result), levels: breaking },
  ],
  parameter: (parameter: ApiParameter) => [
    ...ofField(parameter),
    { name: "`mutable`", text: parameter.isMutable ? "true" : undefined, levels: breaking },
  ],
  field: ofField,
  variant: ofVariant,
  flag: ofVariant,
  "set of flags": ({ base }: ApiFlags) => [{ name: "the base type", text: base, levels: breaking }],
  struct: ({ layout, hasBuilder }: ApiRecord) => [
    { name: "the layout", text: layout, levels: breaking },
    { name: "the builder", text: hasBuilder ? "true" : undefined, levels: breaking },
  ],
  alias: ({ target }: ApiAlias) => [{ name: "the type", text: renderTypeText(target), levels: breaking }],
  constant: ({ type, value }: ApiConstant) => [
    { name: "the type", text: renderTypeText(type), levels: breaking },
    { name: "the value", text: renderValue(value), levels: breaking },
  ],
  listener: ({ callback }: ApiListener) => [{ name: "the callback", text: callback, levels: breaking }],
  error: ({ code, message }: ApiErrorCode) => [
    { name: "the code", text: String(code), levels: breaking },
    { name: "the message", text: message, levels: neutral },
  ],
};

/** Kinds that C knows by their place among their siblings, or whose order the contract fixes. */
const orderedKinds: ReadonlySet<DeclarationKind> = new Set(["parameter", "field", "variant", "flag", "error"]);

/** Tells whether declarations of a kind are a part of what holds them, so that none can come or go unnoticed. */
export function isPartOfParent(kind: DeclarationKind): boolean {
  return orderedKinds.has(kind);
}

/**
 * Lists the facts of a declaration.
 *
 * @param position Its number among its siblings.
 */
export function listFacets(declaration: ApiDeclaration, kind: DeclarationKind, position: number): readonly Facet[] {
  const { doc, deprecated, since } = declaration;
  return [
    { name: "the kind", text: kind, levels: breaking },
    ...(readers[kind]?.(declaration) ?? []),
    ...(orderedKinds.has(kind) ? [{ name: "the position", text: String(position + 1), levels: breaking }] : []),
    { name: "the documentation", text: doc, levels: neutral },
    { name: "the deprecation", text: deprecated, levels: neutral },
    { name: "`since`", text: since, levels: neutral },
  ];
}

function renderValue(value: ConstantValue): string {
  switch (value.kind) {
    case "boolean":
    case "integer":
    case "float":
      return String(value.value);
    case "string":
      return JSON.stringify(value.value);
    case "enum":
      return value.variant;
    case "flags":
      return `[${value.names.join(", ")}]`;
    case "empty-list":
      return "[]";
    case "empty-map":
      return "{}";
    case "none":
      return "null";
    default:
      return value satisfies never;
  }
}
