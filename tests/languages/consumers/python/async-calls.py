"""Results that come later, from threads of the library."""

import asyncio
import gc

from async_calls import ApiError, jobs, probe
from check import ends, raises


async def main() -> None:
    assert await jobs.add(2, -3) == -1 and await jobs.nothing() is None
    assert await jobs.echo_text("ü") == "ü" and await jobs.echo_data(b"\0\xff") == b"\0\xff"
    assert await jobs.echo_data(b"") == b"" and await jobs.echo_numbers([]) == []
    assert await jobs.echo_numbers([1, -(2**63)]) == [1, -(2**63)]
    assert await jobs.echo_texts(["", "a"]) == ["", "a"]
    assert await jobs.echo_scores({"a": 1, "b": -1}) == {"a": 1, "b": -1}
    assert await jobs.maybe(2**40) == 2**40 and await jobs.maybe(None) is None
    report = await jobs.report(7)
    assert (report.id, report.text) == (7, "report")
    assert [one.id for one in await jobs.reports(3)] == [0, 1, 2]
    found = await jobs.find(1)
    assert found is not None and found.id == 1 and await jobs.find(-1) is None
    assert await jobs.at_once(5) == 5
    async with asyncio.timeout(300):
        assert await asyncio.gather(*[jobs.add(one, one) for one in range(100)]) == [2 * one for one in range(100)]
    with await jobs.open_worker("w") as worker:
        assert await worker.run("task") == "w did task"
        error = await fails(jobs.JobError.Failed, worker.run("fail"))
        assert str(error) == "the task failed"
    await fails(ValueError, worker.run("late"))
    error = await fails(jobs.JobError.Failed, jobs.fail("no"))
    assert (str(error), error.code, isinstance(error, ApiError)) == ("no", 9, True)
    await fails(ValueError, jobs.echo_text("a\0"))
    await fails(OverflowError, jobs.add(2**31, 0))
    await fails(TypeError, jobs.echo_text(1))
    await give_up()


async def fails(kind, awaitable):
    try:
        await awaitable
    except kind as error:
        assert type(error) is kind, type(error)
        return error
    raise AssertionError(f"expected {kind}")


async def give_up() -> None:
    """What cannot be cancelled ends anyway; its result is freed."""
    for _attempt in range(20):
        task = asyncio.create_task(jobs.report(1))
        await asyncio.sleep(0)
        task.cancel()
        await fails(asyncio.CancelledError, task)
    task = asyncio.create_task(jobs.report(1))
    task.cancel()  # Before it has begun.
    await fails(asyncio.CancelledError, task)


asyncio.run(main())


async def leave() -> None:
    asyncio.create_task(jobs.reports(3))
    await asyncio.sleep(0)


for _attempt in range(20):
    asyncio.run(leave())  # The loop is closed before the call ends.
awaitable = jobs.add(1, 2)
raises(RuntimeError, lambda: awaitable.send(None), "no running event loop")
gc.collect()
ends(probe.live)
