/**
 * Parameters of strings in other encodings than UTF-8, or with another way with what cannot be expressed: encoded to memory of
 * their own for the call.
 */
import type { StringType } from "@koine/ctypes";
import type { Backend } from "../../backend/contract.ts";
import { toHalves } from "../../memory/pointer.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import { encodeText } from "../../text/encode-text.ts";
import { encodingOf } from "../../text/encoding.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** A string during a call: where its copy lies, and what keeps it there. */
interface EncodedText extends AddressHalves {
  readonly bytes: Uint8Array | undefined;
}

/** What a string parameter is besides its type. */
export interface EncodedTextOptions {
  /** Names the argument in errors. */
  readonly label: () => string;
  readonly backend: Backend;
  /** Whether C is told the length. */
  readonly isCounted?: boolean;
}

const noText: EncodedText = { low: 0, high: 0, bytes: undefined };

/**
 * Gives the wrapper's part for a string parameter.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for an encoding that there is not.
 */
export function encodedTextParameter(
  type: StringType,
  position: ParameterPosition,
  { label, backend, isCounted = false }: EncodedTextOptions,
): ParameterPart {
  encodingOf(type.encoding);
  const { index, variable } = position;
  const slot = slotOf(position);
  const text = `$encoded${index}`;
  return part({
    scalar: "pointer",
    expected: "a string or null",
    condition: `(typeof ${variable} === "string" || ${variable} === null)`,
    accepts: (value) => typeof value === "string" || value === null,
    check: [`const ${text} = $encode${index}(${variable});`],
    store: [`$i32[${slot * 2}] = ${text}.low; $i32[${slot * 2 + 1}] = ${text}.high;`],
    kept: text,
    bindings: {
      [`encode${index}`]: (value: string | null): EncodedText => {
        if (value === null) return noText;
        const bytes = encodeText(value, label(), type, isCounted);
        return { ...toHalves(backend.addressOf(bytes)), bytes };
      },
    },
  });
}
