/** The document model, resolved and unresolved; see `api.ts` for where each stage's data is. */
export type * from "./api-type.ts";
export type * from "./api.ts";
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
export { renderTypeText } from "./type-text.ts";
