/** Parameters of type `c.string`: copied to native memory for the call, as UTF-8 with a NUL at the end. */
import { textControl } from "../../backend/contract.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** Gives the wrapper's part for a string parameter. */
export function textParameter(position: ParameterPosition): ParameterPart {
  const { variable } = position;
  const slot = slotOf(position);
  return part({
    scalar: "pointer",
    expected: "a string or null",
    condition: `(typeof ${variable} === "string" || ${variable} === null)`,
    accepts: (value) => typeof value === "string" || value === null,
    store: [
      `if (${variable} === null) { $i32[${slot * 2}] = 0; $i32[${slot * 2 + 1}] = 0; } else {`,
      ...renderTextStore(position).map((line) => `  ${line}`),
      "}",
    ],
    usesText: true,
  });
}

/** Renders statements that copy the string in the parameter's variable to the arena and its address to the slot. */
export function renderTextStore(position: ParameterPosition): string[] {
  const { index, variable } = position;
  const slot = slotOf(position);
  const { top, written, resultLow, resultHigh } = textControl;
  return [
    `$writeQuickly(${variable});`,
    `const $length${index} = $text[${written}];`,
    `if ($length${index} >= 0) {`,
    `  const $top${index} = $text[${top}];`,
    `  $i32[${slot * 2}] = $textLow + $top${index}; $i32[${slot * 2 + 1}] = $textHigh;`,
    `  $text[${top}] = $top${index} + $length${index} + 1;`,
    `} else if ($writeSlowly(${variable}, ${variable}.length)) {`,
    `  $i32[${slot * 2}] = $text[${resultLow}]; $i32[${slot * 2 + 1}] = $text[${resultHigh}];`,
    `} else throw $errors.wrongText(${index}, ${variable}, $mark);`,
  ];
}
