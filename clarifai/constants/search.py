"""What a search is when nothing else is said."""
from __future__ import annotations

DEFAULT_TOP_K = 10
DEFAULT_SEARCH_METRIC = 'euclidean'
DEFAULT_SEARCH_ALGORITHM = 'nearest_neighbor'
