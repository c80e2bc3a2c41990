"""Calls that end later: coroutines of asyncio, and the tokens that cancel them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from .callbacks import calls, enter_by_number, numbers
from .library import Runtime

Result = TypeVar("Result")


class _CancelToken:
    """A cancel token, which one thread may destroy while another one cancels."""

    def __init__(self, runtime: Runtime | None) -> None:
        self._runtime = runtime
        self._lock = threading.Lock()
        self.address: int | None = None if runtime is None else runtime.token_create()

    def cancel(self) -> None:
        with self._lock:
            if self._runtime is not None and self.address is not None:
                self._runtime.token_cancel(self.address)

    def destroy(self) -> None:
        with self._lock:
            if self._runtime is not None and self.address is not None:
                self._runtime.token_destroy(self.address)
            self.address = None


async def call_async(
    kind: Any,
    read: Callable[..., Result],
    start: Callable[[Any, int, int | None], object],
    runtime: Runtime | None = None,
    source: object = None,
) -> Result:
    """Start a call and wait for its end. Cancelling the task cancels the call, if it can be cancelled.

    With a ``source``, which the call uses and refers to until it ends, the task ends only when the call has: the source can
    then be asked again.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()
    ended: asyncio.Future[None] = loop.create_future()
    number = next(numbers)
    token = _CancelToken(runtime)

    def finish(result: Any, error: BaseException | None) -> None:
        ended.set_result(None)
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def on_end(*received: Any) -> None:
        # Any thread; what was received is lent until this returns. A task that was dropped with its loop does not wait.
        _used = source
        result: Result | None = None
        failure: BaseException | None = None
        try:
            result = read(*received)
        except BaseException as error:  # Nothing may be raised into C.
            failure = error
        calls.pop(number, None)
        token.destroy()
        try:
            loop.call_soon_threadsafe(finish, result, failure)
        except RuntimeError:
            pass  # The loop was closed: nobody waits any more.

    calls[number] = on_end
    try:
        start(enter_by_number(kind, 0), number, token.address)
    except BaseException:
        calls.pop(number, None)
        token.destroy()
        raise
    try:
        return await future
    except asyncio.CancelledError:
        token.cancel()
        while source is not None and not ended.done():
            try:
                await asyncio.wait([ended])
            except asyncio.CancelledError:
                pass  # Cancelled again: the call does not end sooner.
        raise
