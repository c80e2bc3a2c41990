/** What a test compares where something must be refused. */
import { FfiError } from "koine";

/** Gives the code and the message of the `FfiError` that a function throws; anything else that it throws is thrown again. */
export function describeRefusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FfiError) return `${error.code} ${error.message}`;
    throw error;
  }
  return "nothing was thrown";
}
