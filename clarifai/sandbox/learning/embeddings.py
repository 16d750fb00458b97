"""Ways to make a vector of a picture, by name. Vectors of two of them have nothing in common."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox.learning import embedding

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Nearness(NamedTuple):
    """Cosines of the vectors of pictures that show the same; see `familiarity`.

    Attributes:
        surely: above this nothing is strange, however alike the examples are.
        of_one: what is usual where there is a single example, and nothing to compare.
    """

    surely: float
    of_one: float


class Embedding(NamedTuple):
    """A way to make a vector of a picture, or of a text.

    Attributes:
        name: kept with each vector, and with what was learned from vectors.
        size: how many numbers a vector has.
        embed: picture or text -> float32, `size` numbers, of unit length.
        nearness: how near to each other its vectors are.
    """

    name: str
    size: int
    embed: Callable[[Any], NDArray[Any]]
    nearness: Nearness


MEASURED = Embedding('measured', embedding.SIZE, embedding.embed, Nearness(0.75, 0.65))
