"""A quick dataclass is the frozen one that it was, but for the time that it takes to make."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import dataclass, field

import pytest

from safehold.core.quick import changed, quick


@dataclass(frozen=True, slots=True)
class Plain:
    one: float
    kind: str = "k"
    change: tuple[int, ...] = ()


Fast = quick(dataclass(frozen=True, slots=True)(type("Fast", (), {
    "__annotations__": Plain.__annotations__, "kind": "k", "change": (), "__module__": __name__,
})))  # fmt: skip


def test_it_is_made_as_before() -> None:
    for given, named in (((1.0,), {}), ((1.0, "b"), {"change": (2,)}), ((), {"one": 3.0})):
        made, plain = Fast(*given, **named), Plain(*given, **named)
        assert type(made) is Fast
        assert dataclasses.asdict(made) == dataclasses.asdict(plain)
        assert repr(made) == repr(plain).replace("Plain", "Fast")
        assert hash(made) == hash(plain)
    assert inspect.signature(Fast).parameters.keys() == inspect.signature(Plain).parameters.keys()
    for wrong in ((), (1, 2, 3, 4)):
        with pytest.raises(TypeError):
            Fast(*wrong)


def test_it_stays_as_it_is() -> None:
    made = Fast(1.0)
    for name in ("one", "other"):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError, AttributeError)):
            setattr(made, name, 2.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.one
    assert made == Fast(1.0)
    assert made != Fast(1.0, "b")
    assert {made: 1}[Fast(1.0)] == 1


def test_it_is_copied_changed_and_sent() -> None:
    made = Fast(1.0, "b", (2,))
    assert dataclasses.replace(made, kind="c") == Fast(1.0, "c", (2,))
    for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert other == made
        assert type(other) is Fast


@dataclass(frozen=True)
class Loose:
    one: float


@dataclass(frozen=True, slots=True)
class Checked:
    one: float

    def __post_init__(self) -> None:
        raise ValueError


@dataclass(frozen=True, slots=True)
class Filled:
    one: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Longer(Plain):
    two: float = 0.0


@pytest.mark.parametrize("kind", [Loose, Checked, Filled, Longer])
def test_one_that_has_more_to_do_is_refused(kind: type) -> None:
    with pytest.raises(TypeError, match=kind.__name__):
        quick(kind)


def test_it_is_changed_as_by_replace() -> None:
    made = Fast(1.0, "b", (2,))
    assert changed(made) == made
    assert changed(made, change=(3,), one=4.0) == dataclasses.replace(made, change=(3,), one=4.0)
    assert type(changed(made, kind="c")) is Fast
    assert made == Fast(1.0, "b", (2,))
    with pytest.raises(KeyError):
        changed(made, other=1)
