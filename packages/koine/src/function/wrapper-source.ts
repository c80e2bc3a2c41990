/**
 * Puts a function's parts together to the source of its wrapper: one JavaScript function per native function, with source
 * of its own, so that the runtime optimises each for itself (shared source means shared, megamorphic feedback).
 */
import { errnoSlot, zeroSlot } from "@koine/engine";
import { textControl } from "../backend/contract.ts";
import { slabStep } from "../struct/slab.ts";
import { renderCoroutineCall, renderCoroutineServing, renderStackClaim } from "./coroutine-source.ts";
import type { ServingForm } from "./coroutine-source.ts";
import type { ResultPlan } from "./result-source.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** What a wrapper is made of. */
export interface WrapperOutline {
  /** Names of the JavaScript parameters: one per part that is passed. */
  readonly variables: readonly string[];
  readonly parts: readonly ParameterPart[];
  readonly result: ResultPlan;
  /** What the call leaves in the slot of `errno`. */
  readonly errorNumber: "errno" | "lastError";
  /** Whether the wrapper gives `{ value, errno }`, or the same with the last error. */
  readonly returnsErrorNumber: boolean;
  /** Expression of `$result` or `$value` that is true when the call failed, where the error number is thrown then. */
  readonly failure?: string | undefined;
  /** How callbacks are served where the function runs on a stack of its own; `undefined` where it runs on the caller's. */
  readonly serving: ServingForm | undefined;
}

/** How a wrong count of arguments is refused: statements before the function, and the first one in it. */
export interface CountCheck {
  readonly surroundings: string;
  readonly statement: string;
}

/**
 * Renders the refusal of a wrong count of arguments, where nobody has compared it before the wrapper is called. It comes back to the loop
 * around the call, as far as V8 knows: see `../library/trampoline-source.ts`.
 */
export function renderCountCheck({ variables }: Pick<WrapperOutline, "variables">): CountCheck {
  const refuse = "const $wrongCount = { __proto__: null, toString() { throw $errors.wrongCount($received); } };";
  const isWrong = `arguments.length !== ${variables.length}`;
  return {
    surroundings: `var $received;\n${refuse}\n`,
    statement: `if (${isWrong}) { $received = arguments.length; \`\${$wrongCount}\`; }`,
  };
}

/** Renders the statements of the wrapper, its end, and the functions of its own. */
export function renderWrapper(plan: WrapperOutline): string {
  const { parts } = plan;
  // Every name of ours begins with a dollar sign, which no name from C does.
  const variables = plan.variables.join(", ");
  const isFunction = findFunctionQuestion(parts);
  const main = isFunction === undefined ? plan : withoutFunctions(plan);
  const lines = [
    ...(isFunction === undefined ? [] : [`  if (${isFunction}) return $callingBack(${variables});`]),
    ...renderBody(main).map((line) => `  ${line}`),
    "};",
    ...(isFunction === undefined ? [] : renderFunction(`$callingBack(${variables})`, renderBody(plan))),
    ...(plan.serving ? renderCoroutineServing(parts, plan.serving) : []),
    ...renderRecordFunctions(plan),
  ];
  return shareQuestions(lines).join("\n");
}

/** Renders what the last call left. Windows counts its errors up to 2^32. */
export function renderErrorNumber(errorNumber: WrapperOutline["errorNumber"]): string {
  return `${errorNumber === "errno" ? "$i32" : "$u32"}[${errnoSlot * 2}]`;
}

/** Renders a function with the statements of the wrapper. */
export function renderThroughSlots(plan: WrapperOutline): readonly string[] {
  return renderFunction(`$throughSlots(${plan.variables.join(", ")})`, renderBody(plan));
}

function renderFunction(head: string, body: readonly string[]): string[] {
  return [`function ${head} {`, ...body.map((line) => `  ${line}`), "}"];
}

/** Renders what is true when a callback parameter was given a function; `undefined` where that is not known at once. */
function findFunctionQuestion(parts: readonly ParameterPart[]): string | undefined {
  const callbacks = parts.filter((part) => part.isFunction !== undefined);
  const isKnown = callbacks.length > 0 && callbacks.every((part) => part.withoutFunction !== undefined);
  return isKnown ? renderIsFunction(callbacks) : undefined;
}

function renderIsFunction(parts: readonly ParameterPart[]): string {
  return parts.flatMap((part) => part.isFunction ?? []).join(" || ");
}

/** Calls that are given no JavaScript function need nothing of what the others do. */
function withoutFunctions(plan: WrapperOutline): WrapperOutline {
  return { ...plan, parts: plan.parts.map((part) => part.withoutFunction ?? part), serving: undefined };
}

/**
 * Tells whether structs are passed by functions of the wrapper's own: one where all are instances, one for everything else. V8 counts
 * the bytes of each by itself, and inlines those that are called. What they stored must not be overwritten: no other parameter may
 * run code of the user.
 */
function canLend(parts: readonly ParameterPart[]): boolean {
  const isOrdinary = ({ record, evaluate, declare }: ParameterPart): boolean =>
    (record !== undefined || evaluate.length === 0) && declare.length === 0;
  return parts.some(({ record }) => record !== undefined) && parts.every(isOrdinary);
}

/** Renders the functions that pass structs. */
function renderRecordFunctions({ parts, variables }: WrapperOutline): string[] {
  const records = parts.flatMap(({ record }) => record ?? []);
  if (records.length === 0) return [];
  const places = records.map(({ place }) => place);
  const stores = records.map(
    ({ place, element }) =>
      `if (${place} !== undefined) { $i32[${element}] = ${place}.low; $i32[${element + 1}] = ${place}.high; }`,
  );
  const values = variables.join(", ");
  const areLent = records.map(({ lend }) => lend).join(" && ");
  return [
    ...records.flatMap(({ find }) => find),
    ...renderFunction(`$lendPlaces(${places.join(", ")})`, [...renameSlots(stores), `return [${places.join(", ")}];`]),
    ...(canLend(parts)
      ? [
          ...renderFunction(`$lendInstances(${values})`, [`if (!(${areLent})) return $lendObjects(${values});`]),
          ...renderFunction(`$lendObjects(${values})`, renderObjectLending(parts)),
        ]
      : []),
  ];
}

function renderObjectLending(parts: readonly ParameterPart[]): readonly string[] {
  const records = parts.filter(({ record }) => record !== undefined);
  return renameSlots([
    ...records.flatMap((part) => part.evaluate),
    ...records.flatMap((part) => part.store),
    `return ${renderPlaces(records)};`,
  ]);
}

/** Renders what writes the addresses of places, and gives what must stay reachable besides the arguments; few objects have any. */
function renderPlaces(parts: readonly ParameterPart[]): string {
  const places = parts.flatMap(({ record }) => record?.place ?? []);
  const isFound = places.map((place) => `${place} !== undefined`).join(" || ");
  return `${isFound} ? $lendPlaces(${places.join(", ")}) : undefined`;
}

function renderBody(plan: WrapperOutline): readonly string[] {
  const { parts, variables } = plan;
  const values = variables.join(", ");
  const questions = parts.flatMap(({ record }) => record?.question ?? []);
  if (!canLend(parts)) {
    const places = questions.length === 0 ? [] : [`const $places = ${renderPlaces(parts)};`];
    return renderStatements(
      plan,
      parts.flatMap((part) => part.evaluate),
      places,
    );
  }
  const rest = parts.map((part) => (part.record === undefined ? part : { ...part, store: [] }));
  const lend = `const $places = ${questions.join(" && ")} ? $lendInstances(${values}) : $lendObjects(${values});`;
  return renderStatements({ ...plan, parts: rest }, [lend], []);
}

/**
 * @param evaluate The statements that run first.
 * @param places What follows the stores of all parameters.
 */
function renderStatements(
  plan: WrapperOutline,
  evaluate: readonly string[],
  places: readonly string[],
): readonly string[] {
  const { parts } = plan;
  const usesText = parts.some((part) => part.usesText);
  const conditions = parts.flatMap((part) => (part.condition === undefined ? [] : [part.condition]));
  const lines = [
    ...evaluate,
    // Nothing below runs code of the user before the call, nor has anything to be undone yet.
    "if ($gate.isClosed) $refuseClosed();",
    ...(conditions.length > 0 ? [`if (!(${conditions.join(" && ")})) throw $errors.refuse(arguments);`] : []),
    ...parts.flatMap((part) => part.check),
    ...(plan.serving ? [renderStackClaim()] : []),
    ...(usesText ? [`const $mark = $text[${textControl.top}];`] : []),
    ...parts.flatMap((part) => part.store),
    ...places,
    ...renderResultRoom(plan.result),
    ...parts.flatMap((part) => part.enter),
    ...renderCall(plan, usesText || parts.some((part) => part.leave.length > 0 || part.finish.length > 0)),
    ...renderKeeping(parts),
    ...renderReturn(plan, usesText),
  ];
  return renameSlots(renderCleanup(parts, lines));
}

/**
 * What is used after the call stays reachable during it: optimised code forgets values after their last use. Only memory knows
 * that this is never done, so that no optimiser can leave it out.
 */
function renderKeeping(parts: readonly ParameterPart[]): string[] {
  const kept = parts.flatMap((part) => part.kept ?? []);
  if (parts.some(({ record }) => record !== undefined)) kept.push("$places");
  return kept.length === 0 ? [] : [`if ($i32[${zeroSlot * 2}] !== 0) $keep(${kept.join(", ")});`];
}

/** What `pointer-address.ts` asks about a pointer of any type, and about one of the type that was accepted last. */
const aliveQuestion = /([\w$]+) instanceof \$NativePointer && \1\.region\.isAlive === true/gu;
const usualQuestion =
  /([\w$]+) instanceof \$NativePointer && \1\.type === (\$accepted\d+)\.last && \1\.region\.isAlive === true/gu;

/**
 * Where several pointers are asked the same, functions of the wrapper's own ask it, which are inlined: V8 counts the bytes of
 * each function by itself.
 */
function shareQuestions(lines: readonly string[]): readonly string[] {
  const count = lines.reduce((sum, line) => sum + [...line.matchAll(usualQuestion)].length, 0);
  if (count < 3) return lines;
  return [
    ...lines.map((line) =>
      line.replaceAll(usualQuestion, "$isUsual($1, $2)").replaceAll(aliveQuestion, "$isAlive($1)"),
    ),
    "function $isUsual(value, accepted) {",
    "  return value instanceof $NativePointer && value.type === accepted.last && value.region.isAlive === true;",
    "}",
    "function $isAlive(value) { return value instanceof $NativePointer && value.region.isAlive === true; }",
  ];
}

/**
 * V8 inlines functions of at most 460 bytes of bytecode, and every use of a variable from outside takes some: where there are
 * many, the slots get a name inside.
 */
function renameSlots(body: readonly string[]): readonly string[] {
  const views = [
    ["$i32", "$slots"],
    ["$f32", "$floats"],
    ["$f64", "$doubles"],
  ] as const;
  return views.reduce<readonly string[]>((lines, [view, name]) => {
    const uses = lines.reduce((sum, line) => sum + line.split(`${view}[`).length - 1, 0);
    if (uses < 6) return lines;
    return [`const ${name} = ${view};`, ...lines.map((line) => line.replaceAll(`${view}[`, `${name}[`))];
  }, body);
}

/** What must end in any case ends after everything else, even if something before it threw. */
function renderCleanup(parts: readonly ParameterPart[], lines: readonly string[]): readonly string[] {
  const wrap = (inner: readonly string[], end: string): readonly string[] => [
    "try {",
    ...inner.map((line) => `  ${line}`),
    `} finally { ${end} }`,
  ];
  const ends = parts.flatMap((part) => part.cleanup);
  return [...parts.flatMap((part) => part.declare), ...ends.reduceRight(wrap, lines)];
}

/**
 * `guard.attention` is not zero while a callback may run: then the call goes through a function that looks closer.
 */
function renderCall({ parts, result, serving }: WrapperOutline, mustFinish: boolean): string[] {
  const isCallback = parts.some((part) => part.isCallback);
  const lent = isCallback ? renderLending(parts) : { begin: [], end: [] };
  const begin = isCallback ? [...lent.begin, "$live[0]++; $beginLive();"] : [];
  const end = isCallback ? ["$live[0]--; $endLive();", ...lent.end] : [];
  // What lasting callbacks threw meanwhile is thrown at the end, which is here where nothing else has to be done.
  const enterCarefully = mustFinish ? "$failure = $enterCarefully();" : "$enterWatched();";
  const declaration = mustFinish ? ["let $failure;"] : [];
  if (result.isText) {
    const slowly = `{ ${enterCarefully} $result = $takeText(); }`;
    const question = isCallback ? "$live[2] === 0" : "$guard.attention === 0";
    const enterText = `if (${question}) $result = $enterText(); else ${slowly}`;
    return [...declaration, "let $result;", ...begin, enterText, ...end];
  }
  const enter = `if ($guard.attention === 0) $enter(); else ${enterCarefully}`;
  if (!isCallback) return [...declaration, enter];
  // A function pointer in place of a function leads to JavaScript only if its own callback is live.
  const enterCallback = serving
    ? [
        "const $isWatched = $watch.begin();",
        ...renderCoroutineCall(parts, serving),
        "if ($isWatched) $failure = $watch.end();",
      ]
    : [`if ($live[2] === 0) $enterReentrant(); else ${enterCarefully}`];
  return [
    ...declaration,
    ...(serving ? ["let $isOverflowed = false;"] : []),
    `if (${renderIsFunction(parts)}) {`,
    ...[...begin, ...enterCallback, ...end].map((line) => `  ${line}`),
    `} else ${enter}`,
  ];
}

/** Renders how a call that calls back lends the memory of its arguments, and takes it back. */
function renderLending(parts: readonly ParameterPart[]): { readonly begin: string[]; readonly end: string[] } {
  const lends = parts.flatMap((part) => part.lent ?? []);
  if (lends.length === 0) return { begin: [], end: [] };
  return { begin: ["const $lentOutside = $lending.begin();", ...lends], end: ["$lending.memory = $lentOutside;"] };
}

/** Makes the bytes that the stub writes a result to that no slot holds. Reading them afterwards keeps them alive until then. */
function renderResultRoom({ room }: ResultPlan): string[] {
  if (room === undefined) return [];
  return [
    "const $room = $slab;",
    ...renderRoom("$resultOffset", room),
    "const $resultBlock = $room.block;",
    // Truncated: V8 knows that they are numbers, and would ask whether they are integers.
    "$i32[0] = ($resultBlock.low + $resultOffset) | 0; $i32[1] = $resultBlock.high | 0;",
  ];
}

/**
 * What `takeRoom` does, here for what mostly is so: as a function it asks for its module's variables at each call. Where the slab is
 * full, room is taken by an object that is asked for its string (`../library/trampoline-source.ts` says what for), from the start of another
 * slab: V8 has no code for calls and sums that it has not seen yet, and left what it compiled when the first slab was full.
 */
function renderRoom(offset: string, { byteLength, step }: NonNullable<ResultPlan["room"]>): string[] {
  if (step !== slabStep) return [`const ${offset} = $takeRoom(${byteLength}, ${step});`];
  const end = `${offset} + ${Math.ceil(byteLength / slabStep) * slabStep}`;
  return [
    `let ${offset} = $room.used;`,
    `if (${end} > $room.capacity) { \`\${$furtherRoom}\`; ${offset} = 0; } else $room.used = ${end};`,
  ];
}

/**
 * The result is read right after the call, before anything else can use the slots. Translations, which may run code of the
 * user, come last.
 */
function renderReturn(outline: WrapperOutline, usesText: boolean): string[] {
  const { parts, result, serving, failure, returnsErrorNumber, errorNumber } = outline;
  const keepsNumber = returnsErrorNumber || failure !== undefined;
  const outputs = parts.filter((part) => part.output !== undefined);
  const leave = [
    ...parts.flatMap((part) => part.leave),
    ...(usesText ? [`$text[${textControl.top}] = $mark;`] : []),
    ...(serving ? ["if ($isOverflowed) throw $errors.stackOverflow($stackSize);"] : []),
    ...parts.flatMap((part) => part.finish),
  ];
  if (leave.length > 0) leave.push("if ($failure !== undefined) throw $failure.error;");
  const value = result.isText ? "$result" : result.expression;
  const toFinal = (name: string): string => (result.translate === undefined ? name : `$translateResult(${name})`);
  if (leave.length === 0 && outputs.length === 0 && !keepsNumber) {
    return value === undefined ? [] : [`return ${toFinal(value)};`];
  }
  const reads = [
    ...(keepsNumber ? [`const $number = ${renderErrorNumber(errorNumber)};`] : []),
    ...(value === undefined || value === "$result" ? [] : [`const $result = ${value};`]),
    ...outputs.map(({ output }, index) => `const $output${index} = ${output};`),
  ];
  const isAsked = failure?.includes("$value") === true;
  const returned = [
    ...(value === undefined ? [] : [isAsked ? "$value" : toFinal("$result")]),
    ...outputs.map(({ translateOutput }, index) =>
      translateOutput === undefined ? `$output${index}` : `${translateOutput}($output${index})`,
    ),
  ];
  const given = returned.length > 1 ? `[${returned.join(", ")}]` : returned[0];
  if (returnsErrorNumber) {
    return [...reads, ...leave, `return { value: ${given ?? "undefined"}, ${errorNumber}: $number };`];
  }
  const refuse = [
    ...(isAsked ? [`const $value = ${toFinal("$result")};`] : []),
    ...(failure === undefined ? [] : [`if (${failure}) throw $failedWith($number);`]),
  ];
  return given === undefined ? leave : [...reads, ...leave, ...refuse, `return ${given};`];
}
