/**
 * Parameters whose values are translated first: `c.mapped`, and enums whose members are numbers and bigints. The part is that
 * of the type below, with the translated value in its variable.
 */
import type { Translation } from "../../types/translation-of.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/**
 * Gives the wrapper's part for a translated parameter.
 *
 * @param label Names the argument in errors.
 * @param plan Gives the part of the type below.
 */
export function mappedParameter(
  translation: Translation,
  position: ParameterPosition,
  label: () => string,
  plan: (position: ParameterPosition) => ParameterPart,
): ParameterPart {
  const { index, variable } = position;
  const native = `$native${index}`;
  const below = checkLate(plan({ ...position, variable: native, type: translation.base }), index, native);
  const isFreed = translation.free !== undefined && below.isPassed;
  return {
    ...below,
    withoutFunction: undefined,
    declare: [`let ${native}${isFreed ? `, $isMade${index} = false` : ""};`, ...below.declare],
    evaluate: [
      ...(below.isPassed ? [`${native} = $toNative${index}(${variable});`] : []),
      ...(isFreed ? [`$isMade${index} = true;`] : []),
      ...below.evaluate,
    ],
    ...(below.output === undefined ? {} : { translateOutput: `$fromNative${index}` }),
    cleanup: [...below.cleanup, ...(isFreed ? [`if ($isMade${index}) $free${index}(${native});`] : [])],
    bindings: {
      ...below.bindings,
      [`toNative${index}`]: (value: unknown) => translation.toNative(value, label()),
      [`fromNative${index}`]: (value: unknown) => translation.fromNative(value, label()),
      [`free${index}`]: (value: unknown) => translation.free?.(value),
    },
  };
}

/** Makes a part refuse by itself, because its value is not what JavaScript passed; values are not called with directly. */
export function checkLate(part: ParameterPart, index: number, variable: string): ParameterPart {
  const { condition, accepts: _accepts, directCondition: _direct, ...rest } = part;
  if (condition === undefined) return rest;
  return {
    ...rest,
    check: [`if (!(${condition})) throw $errors.wrongArgument(${index}, ${variable});`, ...rest.check],
  };
}
