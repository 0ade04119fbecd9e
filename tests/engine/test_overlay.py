"""A mapping over another: what is read, written and counted, as collections.ChainMap has it."""

from __future__ import annotations

from collections import ChainMap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.engine.fields import RunMemory
from spacelint.engine.overlay import Overlay

KEYS = st.integers(0, 9)


@given(st.dictionaries(KEYS, KEYS), st.lists(st.tuples(KEYS, KEYS)))
def test_it_reads_as_a_chain_map_and_leaves_what_is_below_alone(below, written):
    kept = dict(below)
    overlay, chain = Overlay(below), ChainMap({}, dict(below))
    for key, value in written:
        overlay[key] = chain[key] = value
        assert len(overlay) == len(chain)
    assert dict(overlay) == dict(chain)
    assert overlay.get(10) is None
    assert below == kept


@pytest.mark.parametrize("delete", [Overlay.popitem, Overlay.clear, lambda overlay: overlay.pop(3)])
def test_nothing_is_deleted(delete):
    overlay = Overlay({1: 2})
    overlay[3] = 4
    with pytest.raises(TypeError):
        delete(overlay)
    with pytest.raises(TypeError):
        del overlay[1]
    assert dict(overlay) == {1: 2, 3: 4}


def test_a_fork_sees_what_was_seen_and_keeps_its_own_to_itself():
    memory = RunMemory()
    memory.of("SL603")["@acme"] = 3
    fork = memory.fork()
    fork.of("SL603")["@acme"] += 1
    assert (fork.of("SL603")["@acme"], memory.of("SL603")["@acme"]) == (4, 3)
