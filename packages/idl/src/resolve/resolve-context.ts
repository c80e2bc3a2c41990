/** What the steps of resolving share: where names are looked up, and where the parts of the result are written. */
import type { Span } from "@koine/diagnostics";
import type { Report } from "../diagnostics/reporter.ts";
import type { ApiType, DeclarationId } from "../model/api-type.ts";
import type { DocumentDeclaration } from "../model/document.ts";
import type { DeclarationIndex } from "./declaration-index.ts";

/** Where the parts of a resolved document are written; for the rules, which speak of places. */
export interface Places {
  /** The document's node of a declaration of the resolved document. */
  readonly declarations: Map<object, DocumentDeclaration>;
  /** The place of a type; every use of a type is an object of its own. */
  readonly types: Map<ApiType, Span>;
  /** Types that stand in an alias; what is wrong in them is said where the alias is declared. */
  readonly aliased: Set<ApiType>;
  /** Aliases that something uses. */
  readonly usedAliases: Set<DeclarationId>;
}

/** Makes an empty record of places. */
export function createPlaces(): Places {
  return { declarations: new Map(), types: new Map(), aliased: new Set(), usedAliases: new Set() };
}

/** What resolving needs. */
export interface ResolveContext {
  readonly index: DeclarationIndex;
  readonly report: Report;
  readonly places: Places;
  /** Whether the document is of an older schema. */
  readonly isOlder: boolean;
}

/** A stand-in for types that could not be resolved; rules leave it alone. */
export function isUnresolved(type: ApiType): boolean {
  return type.kind === "typed-handle" && type.id === "";
}

/** Makes a stand-in. */
export function unresolvedType(): ApiType {
  return { kind: "typed-handle", id: "" };
}
