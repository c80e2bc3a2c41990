/**
 * Source of wrappers that call without slots: all values travel in registers (`DirectFunction`). Where that cannot be, the wrapper of
 * `wrapper-source.ts` does it, as a function inside.
 */
import type { WrapperOutline } from "./wrapper-source.ts";
import { renderThroughSlots } from "./wrapper-source.ts";

/** What a wrapper is compiled from that calls without slots. */
export interface DirectForm {
  /** Statements before the wrapper. */
  readonly surroundings: string;
  /** The wrapper after the brace that follows its parameters. */
  readonly body: string;
}

/**
 * Renders a wrapper that calls without slots.
 *
 * @param provesResults Whether the optimiser finds out that arguments which are results of such calls need no checks.
 */
export function renderDirectForm(outline: WrapperOutline, provesResults: boolean): DirectForm {
  // What is accepted and cannot travel so (numbers for 64-bit integers) is for the other way to convert.
  const isRefused = outline.parts.every((part) => part.directCondition === part.condition);
  const isMerged = provesResults && isRefused;
  const lines = isMerged ? renderMergedCall(outline) : renderGuardedCall(outline);
  return {
    surroundings: isMerged ? renderRefusal(outline) : "",
    body: [...lines.map((line) => `  ${line}`), "};", ...renderThroughSlots(outline)].join("\n"),
  };
}

/**
 * Where the direct call cannot be made (a value has to be converted or refused, or something must be watched), another function
 * decides. A function of its own: in one with the direct call, V8 would join both results, which costs 2 ns. What is passed is
 * what was compared, without another conversion: V8 inlines a function where those before it have left it enough bytes.
 */
function renderGuardedCall(outline: WrapperOutline): readonly string[] {
  const conditions = ["!$gate.isClosed", "$guard.attention === 0", ...conditionsOf(outline)];
  const { variables } = outline;
  return [
    `if (${conditions.join(" && ")}) return ${renderCall(outline, variables)};`,
    `return $throughSlots(${variables.join(", ")});`,
  ];
}

/**
 * Refuses in a way that does not leave the loop around the call, and forgets the parameters before it calls: V8 peels that loop then,
 * finds that the arguments are right, and keeps a sum in a register (`../library/trampolines.ts` says why).
 */
function renderMergedCall(outline: WrapperOutline): readonly string[] {
  const { variables } = outline;
  const throughSlots = `$throughSlots(${variables.join(", ")})`;
  const lines = [`if ($gate.isClosed || $guard.attention) return ${throughSlots};`];
  if (variables.length === 0) return [...lines, `return ${renderCall(outline, variables)};`];
  const copies = variables.map((_, index) => `$${index}`);
  const refuse = [...variables.map((name, index) => `$given${index} = ${name};`), "`${$refusal}`;"];
  return [
    ...lines,
    `if (!(${conditionsOf(outline).join(" && ")})) { ${refuse.join(" ")} }`,
    `const ${copies.map((copy, index) => `${copy} = ${variables[index]}`).join(", ")};`,
    `${variables.join(" = ")} = undefined;`,
    `return ${renderCall(outline, copies)};`,
  ];
}

function renderRefusal({ variables }: WrapperOutline): string {
  if (variables.length === 0) return "";
  const given = variables.map((_, index) => `$given${index}`);
  const lines = [
    `var ${given.join(", ")};`,
    "const $refusal = {",
    "  __proto__: null,",
    "  toString() {",
    `    const given = [${given.join(", ")}];`,
    `    ${given.join(" = ")} = undefined;`,
    "    throw $errors.refuse(given);",
    "  },",
    "};",
  ];
  return `${lines.join("\n")}\n`;
}

function conditionsOf({ parts }: WrapperOutline): readonly string[] {
  return parts.flatMap((part) => part.directCondition ?? []);
}

function renderCall({ result }: WrapperOutline, values: readonly string[]): string {
  const call = `$direct(${values.join(", ")})`;
  return result.renderDirect?.(call) ?? call;
}
