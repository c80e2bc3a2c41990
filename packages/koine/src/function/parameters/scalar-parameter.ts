/** Parameters of integer, floating, boolean and enum types. */
import { accepts, renderAcceptance, renderDirectAcceptance, renderWrite, slotPlace } from "../scalar-rule.ts";
import type { ScalarRule } from "../scalar-rule.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** Gives the wrapper's part for a scalar parameter. */
export function scalarParameter(rule: ScalarRule, position: ParameterPosition): ParameterPart {
  const { index, variable } = position;
  const members = `members${index}`;
  const place = slotPlace(slotOf(position));
  return part({
    scalar: rule.scalar,
    expected: rule.expected,
    condition: renderAcceptance(rule, variable, `$${members}`),
    accepts: (value) => accepts(rule, value),
    directCondition: renderDirectAcceptance(rule, variable),
    store: [renderWrite(rule, variable, place)],
    bindings: rule.members === undefined ? {} : { [members]: { has: (value: unknown) => accepts(rule, value) } },
  });
}
