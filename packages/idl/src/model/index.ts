/** The document model, resolved and unresolved; see `api.ts` for where each stage's data is. */
export type * from "./api-type.ts";
export type * from "./api.ts";
export { renderTypeText } from "./type-text.ts";
