"""Loading the packs of all councils, and checking every path of every flow for every council."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.rig.asking import policies
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import NONE, Place
from benchmarks.rig.timing import settle

DATABASES = NONE
LOADING_S, CHECKING_S = 1.0, 20.0
CHECK = "from bot.cli import main; raise SystemExit(main(['check', '--json']))"


def measure(place: Place) -> Sequence[Figure]:
    """Both once, from nothing: nothing is read yet in this process, and `commsdesk check` is one of its own."""
    settle()
    return [
        _figure("Loading all packs", LOADING_S, policies, resource.RUSAGE_SELF),
        _figure("Checking all paths of all flows", CHECKING_S, _check, resource.RUSAGE_CHILDREN),
    ]


def _figure(what: str, target: float, work: Callable[[], object], of: int) -> Figure:
    """The processor's time: by the clock, it would tell how busy the machine is with other things."""
    busy, began = _busy(of), time.perf_counter()
    work()
    seen = {"seconds by the clock on the wall": time.perf_counter() - began}
    return Figure(what, _busy(of) - busy, target, "s", seen=seen)


def _busy(of: int) -> float:
    used = resource.getrusage(of)
    return used.ru_utime + used.ru_stime


def _check() -> None:
    subprocess.run([sys.executable, "-c", CHECK], check=True, stdout=subprocess.DEVNULL)
