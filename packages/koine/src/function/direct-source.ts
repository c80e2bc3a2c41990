/**
 * Source of wrappers that call without slots: all values travel in registers (`DirectFunction`). Where that cannot be, the wrapper of
 * `wrapper-source.ts` does it, as a function inside.
 */
import type { WrapperOutline } from "./wrapper-source.ts";
import { renderErrorNumber, renderThroughSlots } from "./wrapper-source.ts";

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
  const form: FormOutline = {
    ...outline,
    // What is accepted and cannot travel so (numbers for 64-bit integers) is for the other way to convert.
    mergesTypes: provesResults && outline.parts.every((part) => part.directCondition === part.condition),
    mergesAttention: outline.result.scalar === "void" && !outline.returnsErrorNumber,
  };
  const lines = form.mergesTypes || form.mergesAttention ? renderMergedCall(form) : renderGuardedCall(form);
  return {
    surroundings: renderSurroundings(form),
    body: [
      ...lines.map((line) => `  ${line}`),
      "};",
      ...(form.mergesAttention ? renderWatchfully(form) : []),
      ...renderThroughSlots(outline),
    ].join("\n"),
  };
}

/**
 * Which sides of a wrapper come back to the loop around the call, as far as V8 knows, so that it peels that loop
 * (`../library/trampoline-source.ts` says how and why).
 */
interface FormOutline extends WrapperOutline {
  /** The one that refuses arguments: it only seems to go on to the call. */
  readonly mergesTypes: boolean;
  /**
   * The one that calls by the other way: it does where there is no result. V8 would keep a result of two origins in memory, as an object
   * where it may be one.
   */
  readonly mergesAttention: boolean;
}

/**
 * Where the direct call cannot be made (a value has to be converted or refused, or something must be watched), another function
 * decides. A function of its own: in one with the direct call, V8 would join both results, which costs 2 ns. What is passed is
 * what was compared, without another conversion: V8 inlines a function where those before it have left it enough bytes.
 */
function renderGuardedCall(form: FormOutline): readonly string[] {
  const conditions = ["!$gate.isClosed", "($guard.isQuiet || $isCalm())", ...conditionsOf(form)];
  return [
    `if (${conditions.join(" && ")}) return ${renderCall(form, form.variables)};`,
    `return ${renderThroughSlotsCall(form)};`,
  ];
}

function renderMergedCall(form: FormOutline): readonly string[] {
  const { variables, mergesTypes } = form;
  const conditions = conditionsOf(form).join(" && ");
  const lines = renderAttention(form);
  if (conditions === "") return [...lines, `return ${renderCall(form, variables)};`];
  if (!mergesTypes) {
    lines.push(`if (${conditions}) return ${renderCall(form, variables)};`, `return ${renderThroughSlotsCall(form)};`);
    return lines;
  }
  const copies = variables.map((_, index) => `$${index}`);
  return [
    ...lines,
    `if (!(${conditions})) { ${renderGiving(form)}\`\${$refusal}\`; }`,
    `const ${copies.map((copy, index) => `${copy} = ${variables[index]}`).join(", ")};`,
    `${variables.join(" = ")} = undefined;`,
    `return ${renderCall(form, copies)};`,
  ];
}

/**
 * Renders what is done where the library was closed, or callbacks are live. To make a string takes longer than a call: after the first
 * time the functions of the library are called in the other form.
 */
function renderAttention(form: FormOutline): string[] {
  if (!form.mergesAttention)
    return [`if ($gate.isClosed || !($guard.isQuiet || $isCalm())) return ${renderThroughSlotsCall(form)};`];
  return [
    `if ($gate.isWatched) return $watchfully(${form.variables.join(", ")});`,
    `if (!($guard.isQuiet || $isCalm())) { ${renderGiving(form)}\`\${$carefully}\`; return; }`,
  ];
}

function renderWatchfully(form: FormOutline): readonly string[] {
  const lines = renderGuardedCall(form).map((line) => `  ${line}`);
  return [`function $watchfully(${form.variables.join(", ")}) {`, ...lines, "}"];
}

/** Renders the variables that take arguments to what is asked for its string, and the objects that are. */
function renderSurroundings({ variables, mergesTypes, mergesAttention }: FormOutline): string {
  const given = variables.map((_, index) => `$given${index}`);
  const lines = [];
  if ((mergesTypes || mergesAttention) && given.length > 0) lines.push(`var ${given.join(", ")};`);
  const take =
    given.length === 0 ? [] : [`    const given = [${given.join(", ")}];`, `    ${given.join(" = ")} = undefined;`];
  if (mergesTypes && given.length > 0) {
    const refuse = [...take, "    throw $errors.refuse(given);"];
    lines.push("const $refusal = {", "  __proto__: null,", "  toString() {", ...refuse, "  },", "};");
  }
  if (mergesAttention) {
    const values = given.length === 0 ? "" : "...given";
    const call = [...take, "    $gate.isWatched = true;", `    $throughSlots(${values});`, '    return "";'];
    lines.push("const $carefully = {", "  __proto__: null,", "  toString() {", ...call, "  },", "};");
  }
  return lines.map((line) => `${line}\n`).join("");
}

function renderGiving({ variables }: FormOutline): string {
  return variables.map((name, index) => `$given${index} = ${name}; `).join("");
}

function renderThroughSlotsCall({ variables }: FormOutline): string {
  return `$throughSlots(${variables.join(", ")})`;
}

function conditionsOf({ parts }: FormOutline): readonly string[] {
  return parts.flatMap((part) => part.directCondition ?? []);
}

function renderCall({ result, returnsErrorNumber, errorNumber }: FormOutline, values: readonly string[]): string {
  const call = `$direct(${values.join(", ")})`;
  const value = result.renderDirect?.(call) ?? call;
  return returnsErrorNumber ? `{ value: ${value}, ${errorNumber}: ${renderErrorNumber(errorNumber)} }` : value;
}
