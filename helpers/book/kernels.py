"""Kernels forked from one process that has imported what notebooks need, on Linux.

To start a kernel and import everything takes longer than most notebooks run. So one process does
it once, and forks for each notebook. A fork has memory of its own: no notebook sees another.
Other systems do not fork safely; there each kernel starts anew.

>>> with ready_kernels(Path()) as kernels:
...     print((kernels is None) == (sys.platform != "linux"))
True
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client import KernelManager

INLINE = "module://matplotlib_inline.backend_inline"
"""Where a notebook's own pictures go; a kernel says so itself, but Matplotlib is imported first."""

IMPORTED = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "pandas"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg"),
)
ROOMS = ("helpers", *(f"helpers.{room}" for room in ("claims", "overlap", "conflicts", "show")))


def kernel_environment() -> dict[str, str]:
    """Return the environment of kernels.

    The bar over all cells is enough, and nothing is imported from the working directory.
    """
    return os.environ | {"TQDM_DISABLE": "1", "PYTHONSAFEPATH": "1"}


@contextmanager
def ready_kernels(folder: Path) -> Iterator[ReadyKernels | None]:
    """Have kernels ready in `folder`; None where a process cannot be forked safely."""
    if sys.platform != "linux":
        yield None
        return
    kernels = ReadyKernels(folder)
    try:
        yield kernels
    finally:
        kernels.close()


class ReadyKernels:
    """The process that kernels are forked from."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            # Python 3.12 warns of threads, which are those of NumPy: it stops them for a fork.
            [sys.executable, "-W", "ignore::DeprecationWarning", "-m", __name__],
            cwd=folder,
            env={"MPLBACKEND": INLINE} | kernel_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is answered by whoever started it
        )

    def serve(self, manager: KernelManager) -> None:
        """Have a manager take its kernel from here."""
        manager.provisioner = ForkedKernel(kernel_spec=manager.kernel_spec, parent=manager)
        manager.provisioner.ready = self

    def fork(self, arguments: list[str]) -> int:
        """Return the number of a new process that runs a kernel."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked and told
        with suppress(BrokenPipeError):  # then there is no answer
            asked.write(json.dumps(arguments) + "\n")
            asked.flush()
        if answer := told.readline():
            return int(answer)
        raise RuntimeError("no kernel can be started: see the lines above")

    def close(self) -> None:
        """End the process; a kernel that still runs ends soon after it."""
        with suppress(BrokenPipeError):
            self._process.communicate()


class ForkedKernel(LocalProvisioner):
    """A kernel that was forked instead of started."""

    ready: ReadyKernels

    async def launch_kernel(self, cmd: list[str], **_: Any) -> dict[str, Any]:
        """Fork a kernel that does what a command says."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.process = _Forked(self.ready.fork(arguments))
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class _Forked:
    """What a manager of kernels asks of a process, of one that is not its own child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it runs; how it ended is not known."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def main() -> None:
    """Import everything; then, for each line, fork a kernel and tell its number."""
    for name in IMPORTED:
        import_module(name)
    for room in map(import_module, ROOMS):
        for name in room.__all__:
            getattr(room, name)  # it is imported when it is first asked for
    gc.freeze()  # what all kernels share is not copied when one of them tidies up
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel that has ended
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            become_kernel(json.loads(line))
        print(pid, flush=True)


def become_kernel(arguments: list[str]) -> None:
    """Run a kernel until it is told to end, or until the process that it was forked from ends."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


if __name__ == "__main__":
    main()
