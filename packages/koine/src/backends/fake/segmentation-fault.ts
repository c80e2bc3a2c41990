/** What the simulated machine throws where a real process would crash. Code above the contract must never cause one. */

/** The crash of a simulated process: access to unmapped memory, a call of no function, JavaScript entered when forbidden. */
export class SegmentationFault extends Error {
  static {
    Object.defineProperty(this.prototype, "name", { value: "SegmentationFault", configurable: true, writable: true });
  }
}
