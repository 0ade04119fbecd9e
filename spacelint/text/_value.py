"""Frozen, typed values that cost no import.

``typing.NamedTuple`` is what type checkers see. At run time the same class body is handed to
``collections.namedtuple``: importing ``typing`` takes about 3 ms, a tenth of what a bare call of
the command may take, and nothing else on that path needs it.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Meta(type):
        def __new__(mcs, name, bases, body):
            if not bases:
                return type.__new__(mcs, name, bases, body)
            fields = list(body.get("__annotations__", ()))
            defaults = [body.pop(field) for field in fields if field in body]
            base = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            body.setdefault("__slots__", ())
            return type(name, (base,), body)

    class NamedTuple(metaclass=_Meta):
        """A class of this base has the annotated names as the fields of a tuple."""
