/** The document model, resolved and unresolved; see `api.ts` for where each stage's data is. */
export type * from "./api-type.ts";
export type * from "./api.ts";
<<<<<<< HEAD
export { renderTypeText } from "./type-text.ts";
=======
export type * from "./document.ts";
export type {
  ArraySyntax,
  BorrowedSyntax,
  HandleSyntax,
  ListSyntax,
  MapSyntax,
  NameSyntax,
  OptionalSyntax,
  SequenceSyntax,
  TypeSyntax,
} from "./type-syntax.ts";
export { renderApiType } from "./type-text.ts";
>>>>>>> 2159b4d (Read API documents: YAML, JSON, TOML, the grammar of types, names resolved)
