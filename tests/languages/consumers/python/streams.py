"""Items that come later."""

import asyncio

from check import ends
from streams import feed, probe
from streams._support.asynchronous import calls


async def main() -> None:
    assert [one async for one in feed.numbers(3)] == [0, 1, 2]
    assert [one async for one in feed.numbers(0)] == []
    words = feed.words("one two")
    assert await anext(words) == "one"
    words.close()
    await fails(StopAsyncIteration, anext(words))
    assert [(one.id, one.text) async for one in feed.events(2)] == [(0, "event"), (1, "event")]
    breaking = feed.breaking(1)
    await anext(breaking)
    error = await fails(feed.FeedError.Broken, anext(breaking))
    assert (str(error), error.code) == ("the feed broke", 3)
    await cancel_an_item()
    with feed.endless() as endless:
        assert [await anext(endless) for _ in range(3)] == [0, 1, 2]
        waiting = asyncio.create_task(anext_of(endless))
        await asyncio.sleep(0.01)
        await fails(RuntimeError, anext(endless))
        endless.close()  # Ends after the item that is waited for.
        waiting.cancel()
        await fails(asyncio.CancelledError, waiting)
    await cancel_twice()
    forgotten = feed.events(3)
    await anext(forgotten)


async def cancel_an_item() -> None:
    async with asyncio.timeout(300):
        endless = feed.endless()
        seen = []

        async def read() -> None:
            async for one in endless:
                seen.append(one)

        reading = asyncio.create_task(read())
        while len(seen) < 3:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)  # The item that is asked for next never comes.
        reading.cancel()
        await fails(asyncio.CancelledError, reading)
        assert seen == [0, 1, 2]
        endless.close()


async def cancel_twice() -> None:
    with feed.endless() as endless:
        assert [await anext(endless) for _ in range(3)] == [0, 1, 2]
        waiting = asyncio.create_task(anext_of(endless))
        await asyncio.sleep(0.01)
        for _ in range(2):
            waiting.cancel()
            await asyncio.sleep(0)
        await fails(asyncio.CancelledError, waiting)
        assert not calls, "the task has ended before the call"


async def anext_of(stream):
    return await anext(stream)


async def fails(kind, awaitable):
    try:
        await awaitable
    except kind as error:
        assert type(error) is kind, type(error)
        return error
    raise AssertionError(f"expected {kind}")


asyncio.run(main())
ends(probe.live)
