"""Frozen, typed values that cost next to no import.

``typing.NamedTuple`` is what type checkers see. At run time the same class body becomes a subclass
of ``tuple`` here: importing ``typing`` takes about 3 ms, a tenth of what a bare call of the command
may take, and ``collections.namedtuple`` compiles a function a class, 0.12 ms each.
"""

from __future__ import annotations

TYPE_CHECKING = False

#: The way to a value in a document: keys of tables and indices of lists.
Path = tuple[str | int, ...]

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter
    except ImportError:  # a private part of CPython; a property takes four times as long
        from operator import itemgetter

        def _tuplegetter(index, doc):
            return property(itemgetter(index), doc=doc)

    _new = tuple.__new__

    def _construct(cls, *values, **named):
        fields = cls._fields
        missing = len(fields) - len(values)
        if not named and 0 <= missing <= len(cls._last):
            return _new(cls, values + cls._last[-missing:] if missing else values)
        if len(values) > len(fields):
            raise TypeError(f"{cls.__name__} takes {len(fields)} values, got {len(values)}")
        rest = []
        for field in fields[len(values) :]:
            if field in named:
                rest.append(named.pop(field))
            elif field in cls._field_defaults:
                rest.append(cls._field_defaults[field])
            else:
                raise TypeError(f"{cls.__name__} lacks a value for {field!r}")
        if named:
            raise TypeError(f"{cls.__name__} has no field of its own for {', '.join(named)}")
        return _new(cls, (*values, *rest))

    def _make(cls, values):
        """Make a value of an iterable of all its fields."""
        made = _new(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {len(cls._fields)} values, got {len(made)}")
        return made

    def _replace(self, **changes):
        """Return a copy with the fields of ``changes`` in place of its own."""
        values = [changes.pop(field, value) for field, value in zip(self._fields, self)]  # noqa: B905
        if changes:
            raise ValueError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return _new(type(self), values)

    def _asdict(self):
        """Return the fields and their values as a dict."""
        return dict(zip(self._fields, self))  # noqa: B905

    def _repr(self):
        fields = ", ".join(f"{f}={v!r}" for f, v in zip(self._fields, self))  # noqa: B905
        return f"{type(self).__name__}({fields})"

    def _getnewargs(self):
        return tuple(self)

    class _Meta(type):
        def __new__(mcs, name, bases, body):
            if not bases:
                return type.__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            last = []  # the defaults that no field without one follows
            for field in reversed(fields):
                if field not in defaults:
                    break
                last.insert(0, defaults[field])
            members = {
                "__slots__": (),
                "_last": tuple(last),
                "__new__": _construct,
                "__repr__": _repr,
                "__getnewargs__": _getnewargs,
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "_make": classmethod(_make),
                "_replace": _replace,
                "_asdict": _asdict,
            }
            members.update(body)
            for index, field in enumerate(fields):
                members[field] = _tuplegetter(index, f"Field {index} of the value.")
            return type(name, (tuple,), members)

    class NamedTuple(metaclass=_Meta):
        """A class of this base has the annotated names as the fields of a tuple."""
