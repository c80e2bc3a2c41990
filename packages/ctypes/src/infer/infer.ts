/** The JavaScript types of descriptors. (Being written.) */
import type { CType } from "../model.ts";

/** The JavaScript type of the values of a descriptor. */
export type Infer<TType extends CType> = TType extends CType ? unknown : never;
