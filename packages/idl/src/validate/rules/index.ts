/** All rules, in the order in which they run; the report is sorted by place. */
import { checkCallbackTypes } from "./callback-types.ts";
import {
  checkConstructors,
  checkDefaultOrder,
  checkEmptyDeclarations,
  checkListeners,
  checkStructLayouts,
} from "./declarations.ts";
import { checkDuplicateNames, checkErrorDomainNames, checkUniqueNames } from "./duplicate-names.ts";
import { checkItemTypes } from "./item-types.ts";
import { checkNames } from "./names.ts";
import { checkErrorNumbers, checkVariantNumbers } from "./numbers.ts";
import type { Rule } from "./rule.ts";
import { checkRecursiveStructs, checkStructFields } from "./structs.ts";
import { checkTypePositions } from "./type-positions.ts";

export const rules: readonly Rule[] = Object.freeze([
  checkNames,
  checkDuplicateNames,
  checkErrorDomainNames,
  checkUniqueNames,
  checkEmptyDeclarations,
  checkVariantNumbers,
  checkErrorNumbers,
  checkConstructors,
  checkListeners,
  checkStructLayouts,
  checkDefaultOrder,
  checkTypePositions,
  checkItemTypes,
  checkCallbackTypes,
  checkStructFields,
  checkRecursiveStructs,
]);
