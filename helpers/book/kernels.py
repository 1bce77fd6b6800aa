"""Kernels forked from one process that has imported what notebooks need, on Linux.

To start a kernel and import everything takes longer than most notebooks run. So one process does
it once, and forks for each notebook. A fork has memory of its own: no notebook sees another.
Other systems do not fork safely; there each kernel starts anew.

>>> with ready_kernels(Path()) as kernels:
...     print((kernels is not None) == FORKS)
True
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.manager import KernelManager

READY = {
    # Where a notebook's own pictures go: a kernel says so itself, but Matplotlib is imported first.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger, which nobody uses here, says nothing
}
"""What the process that kernels are forked from needs in its environment."""

FORKS = sys.platform == "linux"
"""Whether a process can be forked safely here."""

IMPORTED = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger"),
    *("pandas", "matplotlib.figure", "matplotlib.backends.backend_agg"),
    *("matplotlib.backends.backend_svg", "networkx", "edtf", "tqdm"),
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
    if not FORKS:
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
            [sys.executable, "-m", __name__],
            cwd=folder,
            env=kernel_environment() | READY,
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
    """A kernel that was forked instead of started; how it ended is not known."""

    ready: ReadyKernels

    @property
    def has_process(self) -> bool:
        """Whether there is one."""
        return self.pid is not None

    async def launch_kernel(self, cmd: list[str], **_: Any) -> KernelConnectionInfo:
        """Fork a kernel that does what a command says, in the environment that all have."""
        self.pid = self.ready.fork(cmd[cmd.index("ipykernel_launcher") + 1 :])
        return self.connection_info

    async def poll(self) -> int | None:
        """Return None while it runs."""
        if self.pid is None:
            return -1
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    async def wait(self) -> int | None:
        """Wait until it has ended."""
        while await self.poll() is None:
            await asyncio.sleep(0.05)
        self.pid = None
        return -1

    async def send_signal(self, signum: int) -> None:
        """Send a signal to it, and to what it has started."""
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End it."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask it to end."""
        await self.send_signal(signal.SIGTERM)


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
        # Python 3.12 warns of threads, which are those of NumPy: it stops them for a fork.
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            pid = os.fork()
        if not pid:
            become_kernel(json.loads(line))
        with suppress(OSError):  # it may have done so itself
            os.setpgid(pid, pid)  # a group of its own, before anybody sends it a signal
        print(pid, flush=True)


def become_kernel(arguments: list[str]) -> None:
    """Run a kernel until it is told to end, or until the process that it was forked from ends."""
    from ipykernel.kernelapp import IPKernelApp

    with suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


if __name__ == "__main__":
    main()
