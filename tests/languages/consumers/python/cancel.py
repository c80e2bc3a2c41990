"""An async call that ends early when its task is cancelled."""

import asyncio
import time

from cancel import probe, waiting
from check import ends


async def main() -> None:
    assert await waiting.wait(2) == 2
    begun = time.monotonic()
    task = asyncio.create_task(waiting.wait(60_000))
    await asyncio.sleep(0.01)
    assert waiting.running() == 1
    task.cancel()
    assert await cancelled(task)
    try:
        async with asyncio.timeout(0.01):
            await waiting.wait(60_000)
        raise AssertionError("the time was not over")
    except TimeoutError:
        pass
    while waiting.running() > 0:
        await asyncio.sleep(0.001)
    assert time.monotonic() - begun < 300
    before = asyncio.create_task(waiting.wait(60_000))
    before.cancel()
    assert await cancelled(before) and waiting.running() == 0
    # Cancelled in the moment in which it ends.
    for delay in range(20):
        task = asyncio.create_task(waiting.wait(1))
        await asyncio.sleep(0.0002 * delay)
        task.cancel()
        await asyncio.wait([task])


async def cancelled(task) -> bool:
    try:
        await task
    except asyncio.CancelledError:
        return True
    return False


asyncio.run(main())
ends(probe.live)
