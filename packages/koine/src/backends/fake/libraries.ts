/** The simulated loader: libraries by file name, opened and closed by count as `dlopen` does. */
import type { Address, LibraryHandle } from "../../backend/contract.ts";
import type { FakeMachine } from "./machine.ts";
import type { NativeCode } from "./native-code.ts";

/** What a simulated library exports, by symbol. */
export type FakeLibrary = Readonly<Record<string, NativeCode>>;

/** A library while it is loaded. */
interface LoadedLibrary {
  readonly fileName: string | null;
  readonly symbols: ReadonlyMap<string, Address>;
  openCount: number;
}

/** Loads and unloads simulated libraries. */
export class FakeLoader {
  readonly #machine: FakeMachine;
  readonly #files: ReadonlyMap<string, FakeLibrary>;
  readonly #process: FakeLibrary;
  readonly #loaded = new Map<string | null, LoadedLibrary>();

  constructor(machine: FakeMachine, libraries: Readonly<Record<string, FakeLibrary>>, process: FakeLibrary) {
    this.#machine = machine;
    this.#files = new Map(Object.entries(libraries));
    this.#process = process;
  }

  /** Gives a handle, or why there is none. */
  open(fileName: string | null): LibraryHandle | string {
    const library = fileName === null ? this.#process : this.#files.get(fileName);
    if (library === undefined) return `${String(fileName)}: no such simulated library`;
    let loaded = this.#loaded.get(fileName);
    if (loaded === undefined) {
      const symbols = Object.entries(library).map(([name, code]) => [name, this.#machine.load(code)] as const);
      loaded = { fileName, symbols: new Map(symbols), openCount: 0 };
      this.#loaded.set(fileName, loaded);
    }
    loaded.openCount += 1;
    // A handle means nothing to others than the backend that gave it.
    return loaded as unknown as LibraryHandle;
  }

  /** Gives the file names that a bare name may stand for. */
  findNames(bareName: string): readonly string[] {
    return [...this.#files.keys()].filter((name) => name.startsWith(`lib${bareName}.`));
  }

  symbolsOf(handle: LibraryHandle): ReadonlyMap<string, Address> {
    return toLoaded(handle).symbols;
  }

  close(handle: LibraryHandle): void {
    const loaded = toLoaded(handle);
    loaded.openCount -= 1;
    if (loaded.openCount > 0) return;
    for (const address of loaded.symbols.values()) this.#machine.unload(address);
    this.#loaded.delete(loaded.fileName);
  }
}

function toLoaded(handle: LibraryHandle): LoadedLibrary {
  return handle as unknown as LoadedLibrary;
}
