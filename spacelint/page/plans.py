"""The plans that are open in the page: what they hold, what was found, and each step back."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.page.planfile import (
    NotChanged,
    bytes_of,
    read,
    why_unchanged,
    with_safe_fixes,
    with_title,
)
from spacelint.page.rows import View, view_of
from spacelint.plan import Plan
from spacelint.plan.values import day_now
from spacelint.project import Settings, SettingsOf
from spacelint.source.atomic import replace_file
from spacelint.source.reader import NotRead, read_bytes

_STARTING = threading.Lock()
#: Plans that are held at once, and their Spaces; the one not looked at for longest goes first.
MOST_PLANS = 8
MOST_SPACES = 200_000
_MOST_STEPS = 50
_MOST_PAST = 100_000_000  # bytes of a file's earlier states


class Conflict(Exception):
    """A change that was not made, as the plan is not what it was; the text says how it is now."""


@dataclass
class OpenPlan:
    """A plan that someone opened, and the bytes of its file as they are now.

    ``path`` is empty unless the page was started on the file, which then holds ``data`` too.
    ``revision`` grows with every change, so that a tab that shows an older one is noticed.
    """

    key: str
    name: str
    plan: Plan
    settings: Settings
    path: str = ""
    read_only: bool = False
    data: bytes = b""
    revision: int = 0
    note: str = ""
    past: list[bytes] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    memory: SpaceMemory = field(default_factory=SpaceMemory)
    _view: tuple[object, View] | None = None
    _worker: threading.Thread | None = None
    _failed: Exception | None = None
    _linted: int = 0

    @property
    def editable(self) -> bool:
        """True where titles can be changed."""
        return not (self.unchanged or self.view.too_long)

    @property
    def unchanged(self) -> str:
        """Why nothing of the plan can be changed, in words; else empty."""
        return "this page is read-only" if self.read_only else why_unchanged(self.plan)

    @property
    def view(self) -> View:
        """What the plan shows now; worked out once for each revision."""
        with self.lock:
            stamp = self._stamp()
            if self._view is None or self._view[0] != stamp:
                self._linted = self.memory.linted
                self._view = (stamp, view_of(self.plan, self.settings, self.memory))
            return self._view[1]

    def prepare(self, seconds: float) -> bool:
        """Work the view out in a thread; true where it is there after at most so many seconds."""
        if not self.busy and self._view is not None and self._view[0] == self._stamp():
            return True
        with _STARTING:
            if not self.busy:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()
            worker = self._worker
        assert worker is not None
        worker.join(seconds)
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed
        return not worker.is_alive()

    @property
    def busy(self) -> bool:
        """True while the view is being worked out in a thread."""
        return self._worker is not None and self._worker.is_alive()

    @property
    def progress(self) -> int:
        """How much of the view is worked out, in percent."""
        done = self.memory.linted - self._linted
        return min(99, 100 * done // max(1, len(self.plan.spaces)))

    def _work(self) -> None:
        try:
            self.view  # noqa: B018
        except Exception as error:
            self._failed = error

    def _stamp(self) -> object:
        return self.revision, self.settings.linter, day_now()

    def set_title(self, index: int, title: str, revision: int) -> None:
        """Change one title; raises `Conflict`, `NotChanged` or IndexError and changes nothing."""
        with self.lock:
            self._check_revision(revision)
            plan = with_title(self.plan, index, title, self.settings)
            self._save(plan, bytes_of(plan))

    def fix(self, revision: int) -> int:
        """Make all safe fixes and return how many that were; raises as `set_title` does."""
        with self.lock:
            self._check_revision(revision)
            plan, count = with_safe_fixes(self.plan, self.settings, self.memory)
            if count:
                self._save(plan, bytes_of(plan))
            return count

    def undo(self, revision: int) -> None:
        """Take the last change back; raises as `set_title` does."""
        with self.lock:
            self._check_revision(revision)
            if self.past:
                data = self.past[-1]
                self._save(read(data, self.plan.path, self.settings, self.memory), data)
                del self.past[-2:]

    def refresh(self, settings: Settings) -> None:
        """Take up what changed outside: the rules and the brand book, and the file on disk."""
        with self.lock:
            if settings is not self.settings:
                self.settings = settings
                self._replace_plan(read(self.data, self.plan.path, settings, self.memory))
            if self.path:
                data = read_bytes(self.path, settings.max_bytes)
                if isinstance(data, NotRead):
                    self.note = f"{self.name}: {data.message}. It is shown as it was last read."
                elif data != self.data:
                    self.data = data
                    self.past.clear()
                    self._replace_plan(read(data, self.plan.path, settings, self.memory))
                    self.note = f"{self.name} was changed on disk. It is shown as it is now."
                else:
                    self.note = ""

    def _check_revision(self, revision: int) -> None:
        if self.unchanged:
            raise NotChanged(self.unchanged)
        if revision != self.revision:
            raise Conflict("The plan was changed meanwhile, in another tab or on disk.")

    def _save(self, plan: Plan, data: bytes) -> None:
        if self.path and (refused := replace_file(self.path, data, self.data)):
            raise Conflict(f"{self.name} was not written: {refused.message}.")
        self.past.append(self.data)
        self.data = data
        del self.past[:-_MOST_STEPS]
        while sum(map(len, self.past)) > _MOST_PAST:
            del self.past[0]
        self._replace_plan(plan)

    def _replace_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.revision += 1


class Plans:
    """The plans that are open, by their keys; keys cannot be guessed."""

    def __init__(self, settings_of: SettingsOf) -> None:
        self._settings_of = settings_of
        self._open: OrderedDict[str, OpenPlan] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, data: bytes, name: str, path: str = "", *, read_only: bool = False) -> OpenPlan:
        """Open the plan in the bytes of a file; ``path`` where changes are to be written there."""
        settings = self._settings_of(path or name)
        plan = read(data, path or name, settings)
        opened = OpenPlan(secrets.token_urlsafe(12), name, plan, settings, path, read_only, data)
        with self._lock:
            self._open[opened.key] = opened
            # The file that the page was started on stays, and so does the newest.
            for old, each in list(self._open.items())[:-1]:
                spaces = sum(len(one.plan.spaces) for one in self._open.values())
                if len(self._open) <= MOST_PLANS and spaces <= MOST_SPACES:
                    break
                if not self._stays(each):
                    del self._open[old]
        return opened

    def get(self, key: str) -> OpenPlan | None:
        """Return an open plan as it is now, with what changed outside of the page."""
        with self._lock:
            found = self._open.get(key)
            if found is None:
                return None
            self._open.move_to_end(key)
        if not found.busy:
            found.refresh(self._settings_of(found.path or found.name))
        return found

    def close(self, key: str) -> None:
        """Close a plan; the file that the page was started on stays open."""
        with self._lock:
            found = self._open.get(key)
            if found is not None and not self._stays(found):
                del self._open[key]

    @staticmethod
    def _stays(opened: OpenPlan) -> bool:
        return bool(opened.path) or opened.read_only

    def all(self) -> Sequence[OpenPlan]:
        """Return the open plans, the last one opened first."""
        with self._lock:
            return tuple(reversed(self._open.values()))
