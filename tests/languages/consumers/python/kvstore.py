"""A store of keys and values in a file: what a program does with it, and what it should not."""

import asyncio
import os
import tempfile
import threading

from check import ends, raises
from kvstore import kv, probe
from kvstore.kv import ChangeKind, Entry, KvError, OpenMode, Store, Visit

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "store")


def check_opening() -> None:
    assert not Store.exists(path)
    assert raises(KvError.Io, lambda: Store.open(path, OpenMode(0))).code == 1
    raises(KvError.Io, lambda: Store.open(folder.name))
    raises(ValueError, lambda: Store.open(path + "\0x"))
    raises(TypeError, Store)
    other = os.path.join(folder.name, "other")
    with open(other, "w", encoding="utf8") as file:
        file.write("this is no store")
    raises(KvError.Corrupt, lambda: Store.open(other))


def check_values() -> None:
    with Store.open(path) as store:
        assert store.put("a", b"first") and not store.put("a", b"second")
        assert store.get("a") == b"second" and store.get("b") is None
        store.put("empty", b"")
        assert store.get("empty") == b""
        large = bytearray(b"\7" * 3_000_000)
        store.put("ключ", large)
        assert store.get("ключ") == large
        assert store.put("k" * kv.MAX_KEY_LENGTH, b"")
        for key in "", "k" * (kv.MAX_KEY_LENGTH + 1):
            raises(KvError.InvalidKey, lambda: store.put(key, b""), "a key has 1 to 255 bytes")
        raises(ValueError, lambda: store.put("a\0b", b""))
        raises(TypeError, lambda: store.put("a", "text"))
        raises(UnicodeEncodeError, lambda: store.get("\ud800"))
        assert store.delete("a") and not store.delete("a")
        assert store.delete("ключ") and store.delete("k" * kv.MAX_KEY_LENGTH)
        assert store.count() == 1


def check_entries() -> None:
    with Store.open(path) as store:
        first = Entry("fruit/apple", b"red", "sweet", -(2**63))
        second = Entry("fruit/pear", b"", note="", expires=2**63 - 1)
        raises(KvError.InvalidKey, lambda: store.put_all([first, Entry("", b"")]))
        assert store.count() == 1
        assert store.put_all((first, second)) == 2 and store.put_all([]) == 0
        raises(TypeError, lambda: store.put_all([first, None]))
        raises(OverflowError, lambda: Entry("k", b"", None, 2**63))
        apple, none, pear = store.get_all(["fruit/apple", "fruit/none", "fruit/pear"])
        assert apple is not None and pear is not None and none is None
        assert (apple.key, apple.value, apple.note, apple.expires) == ("fruit/apple", b"red", "sweet", -(2**63))
        assert (pear.value, pear.note, pear.expires) == (b"", "", 2**63 - 1)
        apple.close()
        raises(ValueError, lambda: apple.key, "this Entry is closed")
        raises(ValueError, lambda: store.put_all([apple]), "closed")
        assert store.notes() == {"fruit/apple": "sweet", "fruit/pear": ""}
        assert store.entry("fruit/none") is None
        assert [entry.key for entry in store.entries()] == ["empty", "fruit/apple", "fruit/pear"]
        # What is iterated is what was there, whatever happens meanwhile.
        seen = []
        for entry in store.entries("fruit/"):
            seen.append(entry.key)
            store.delete("fruit/pear")
        assert seen == ["fruit/apple", "fruit/pear"]
        rest = store.entries()
        next(rest)
    # The rest outlives the store.
    assert next(rest).key == "fruit/apple"


def check_visits() -> None:
    store = Store.open(path)
    store.put("fruit/pear", b"green")
    kept: list[Entry] = []

    def stop_at_second(entry: Entry) -> Visit:
        kept.append(entry)
        return Visit.STOP if len(kept) == 2 else Visit.CONTINUE_

    assert store.visit(None, stop_at_second) == 2
    raises(ValueError, lambda: kept[0].key, "lent")
    raises(ZeroDivisionError, lambda: store.visit(None, lambda entry: 1 // 0))
    raises(KeyboardInterrupt, lambda: store.visit(None, interrupt))
    assert store.visit(None, lambda entry: Visit.STOP) == 1
    raises(ValueError, lambda: store.visit(None, lambda entry: "no number"), "is not a valid Visit")
    raises(TypeError, lambda: store.visit(None, None))

    def close_it(entry: Entry) -> Visit:
        assert store.delete(entry.key)
        store.close()
        raises(ValueError, store.count, "closed")
        return Visit.CONTINUE_

    # The store ends when the visit does.
    store.visit("fruit/", lambda entry: (store.delete(entry.key), Visit.CONTINUE_)[1])
    store.put("last", b"")
    store.visit("last", close_it)
    raises(ValueError, store.count, "closed")


def interrupt(_entry: Entry) -> Visit:
    raise KeyboardInterrupt


def check_changes() -> None:
    with Store.open(path) as store:
        changes = []

        def note(kind: ChangeKind, key: str, value: bytes | None) -> None:
            changes.append((kind, key, value, store.get(key)))
            if kind is ChangeKind.DELETE:
                subscription.close()

        subscription = kv.on_change(note)
        store.put("x", b"1")
        store.put("x", b"")
        store.delete("x")
        store.put("y", b"2")
        assert changes == [
            (ChangeKind.PUT, "x", b"1", b"1"),
            (ChangeKind.PUT, "x", b"", b""),
            (ChangeKind.DELETE, "x", None, None),
        ]
        store.delete("y")
    # A listener that closes the store in which it hears of a change.
    store = Store.open(path)
    with kv.on_change(lambda kind, key, value: store.close()):
        store.put("y", b"2")
    raises(ValueError, store.count, "closed")
    with Store.open(path) as store:
        assert store.delete("y")


async def check_compaction() -> None:
    store = Store.open(path)
    for index in range(40):
        store.put(f"n{index % 20}", str(index).encode())
    before = store.stats()
    assert before.entries == 21 and before.garbage > 0
    progress = []
    with kv.on_progress(lambda done, total: progress.append((done, total))):
        assert await store.compact() == before.garbage
        assert progress == [(done, 21) for done in range(1, 22)]
    assert store.stats() == kv.Stats(21, before.file_size - before.garbage, 0)
    assert os.path.getsize(path) == before.file_size - before.garbage

    cancelled = asyncio.create_task(store.compact(300))
    await asyncio.sleep(0.03)
    store.put("n1", b"changed meanwhile")
    cancelled.cancel()
    cancelled.cancel()
    assert isinstance((await asyncio.gather(cancelled, return_exceptions=True))[0], asyncio.CancelledError)
    compaction = asyncio.create_task(store.compact(2))
    await asyncio.sleep(0)
    store.put("n3", b"during the compaction")
    store.delete("n4")
    await compaction
    store.close()
    with Store.open(path) as again:
        assert again.get("n1") == b"changed meanwhile" and again.get("n3") == b"during the compaction"
        assert again.get("n4") is None


async def check_closing() -> None:
    store = Store.open(path)
    compaction = asyncio.create_task(store.compact(1))
    await asyncio.sleep(0)
    forgotten = store.compact(5)
    forgotten.close()  # A coroutine that nobody awaits.
    store.put("n2", b"kept")
    store.close()
    store.close()
    assert await compaction >= 0
    raises(ValueError, lambda: store.get("n2"), "this Store is closed")
    raises(ValueError, store.entries, "closed")
    with Store.open(path, OpenMode.READ_ONLY) as reader:
        assert reader.get("n2") == b"kept"
        raises(KvError.ReadOnly, lambda: reader.put("n2", b""))
        assert isinstance((await asyncio.gather(reader.compact(), return_exceptions=True))[0], KvError.ReadOnly)
    both = Store.open(path)
    results = await asyncio.gather(both.compact(), both.compact(), both.compact(1))
    assert len(results) == 3
    both.close()


def check_threads() -> None:
    with Store.open(path) as store:
        before = store.count()
        threads = [threading.Thread(target=put_many, args=(store, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.count() == before + 100
    # Another thread closes it while it is used: whoever comes too late is told so.
    for _attempt in range(20):
        store = Store.open(path)
        users = [threading.Thread(target=use_until_closed, args=(store,)) for _number in range(3)]
        for user in users:
            user.start()
        store.close()
        for user in users:
            user.join()


def put_many(store: Store, number: int) -> None:
    for index in range(25):
        store.put(f"t{number}/{index}", b"x")


def use_until_closed(store: Store) -> None:
    try:
        while True:
            for entry in store.entries("t1/"):
                assert entry.value == b"x"
    except ValueError as error:
        assert "this Store is closed" in str(error)


check_opening()
check_values()
check_entries()
check_visits()
check_changes()
asyncio.run(check_compaction())
asyncio.run(check_closing())
check_threads()
ends(probe.live)
assert not os.path.exists(path + ".compacting")
folder.cleanup()
