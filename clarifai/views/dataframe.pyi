from typing import Any, Iterable, Tuple, Union

from clarifai.bulk.report import Result
from clarifai.bulk.runner import Run

PREDICTED: Tuple[str, ...]
UPLOADED: Tuple[str, ...]

# A pandas.DataFrame; pandas need not be installed to read this.
def to_dataframe(results: Union[Run, Iterable[Result]]) -> Any: ...
def label_of(source: Any) -> str: ...
