"""Mistakes with messages that the types must find. A mark without an error is an error."""
# pyright: reportUnnecessaryTypeIgnoreComment=true
from __future__ import annotations

from clarifai.client.messages import Concept, Input

Concept(idd='cat')  # type: ignore[call-arg]
Concept(id=3)  # type: ignore[arg-type]
Input(dataset_ids='d')  # type: ignore[arg-type]
concept = Concept(id='cat')
concept.value = 'much'  # type: ignore[assignment]
length: int = concept.name  # type: ignore[assignment]
