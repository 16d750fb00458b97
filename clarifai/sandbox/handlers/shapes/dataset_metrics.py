"""What is counted in versions of datasets, as JSON."""
from __future__ import annotations

from typing import Any

SPLIT = 'all'


def packed(counts: dict[str, int]) -> dict[str, str]:
    """Return counts as the API's ``DatasetVersionMetrics``, whose numbers are texts."""
    return {name: str(number) for name, number in counts.items()}


def groups_of(measured_: dict[str, Any], types: list[str],
              values: list[str]) -> list[dict[str, Any]]:
    """Return the groups of what was measured as the API's ``DatasetVersionMetricsGroup``.

    Args:
        measured_: as ``store.dataset_counts`` gives it.
        types: the names of the types that are wanted; all, if none is named.
        values: the values that are wanted, as texts; likewise.
    """
    return [{'type': kind, 'value': value, 'metrics': packed(counts)}
            for kind, value, counts in measured_['groups']
            if (not types or kind in types) and (not values or str(value) in values)]
