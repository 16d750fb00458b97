"""``.../track_annotations/searches/stream``: what is said of an input, in the order of its frames.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox import fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import annotation_filters
from clarifai.sandbox.handlers.request import Stream
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import inputs

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

MOST_FRAMES, LONGEST = 216000, 3600000  # an hour, in frames and in milliseconds
ANY, TAG = 'ANNOTATION_DATA_TYPE_NOT_SET', 'TAG'


class _Wanted(NamedTuple):
    """What of the annotations of an input is asked for.

    Attributes:
        numbers, times: of frames, from the first to the last.
        tracks: ids of tracks; none for all.
        kind: a name of the enum AnnotationDataType: TAG is a concept, others are shapes of regions.
        score: the least ``prediction_score`` of a concept, 0 for any.
    """

    numbers: range
    times: range
    tracks: set[str]
    kind: str
    score: float

    def frames(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the frames of an annotation that are asked for; one without has none."""
        return [frame for frame in fields.objects(data, 'frames')
                if _number(frame) in self.numbers and _time(frame) in self.times]

    def fits(self, data: dict[str, Any]) -> bool:
        """Return whether something in the data of an annotation, or of a frame, is asked for."""
        regions = fields.objects(data, 'regions')
        if self.tracks:
            regions = [region for region in regions if region.get('track_id') in self.tracks]
            if not regions:
                return False
        tags = fields.objects(data, 'concepts')
        if self.kind == TAG and not tags:
            return False
        if self.kind not in (ANY, TAG):
            regions = [region for region in regions
                       if self.kind.lower() in fields.mapping(region, 'region_info')]
            if not regions:
                return False
        said = list(tags)
        for region in regions:
            said += fields.objects(fields.mapping(region, 'data'), 'concepts')
        return not self.score or any(_score(concept) >= self.score for concept in said)


def stream(call: Call) -> Stream:
    """POST .../inputs/{input_id}/track_annotations/searches/stream: one annotation an answer.

    An annotation has those of its frames that are asked for. One without frames, of a picture or of
    the whole video, stands at the beginning.
    """
    wanted = _wanted(call)
    worker = fields.mapping(call.body, 'worker')
    user_id = annotation_filters.worker({'worker': worker})
    with call.transaction() as db:
        record = inputs.get(db, call.app_id, call.params['input_id'])
        found = annotation_store.of_inputs(db, [record['seq']])[record['seq']]
    # Models annotate nothing here, so theirs are none.
    if worker.get('model') or worker.get('workflow'):
        found = []
    if user_id:
        kept = annotation_filters.kept_user(call, user_id)
        found = [one for one in found if one['user_id'] == kept]
    shown = [call.shapes.annotation(one) for one in found
             if one['status_code'] == codes.ANNOTATION_SUCCESS]
    chosen = sorted(_chosen(shown, wanted), key=lambda pair: pair[0])
    return Stream([{'annotation': annotation} for _, annotation in chosen])


def _chosen(shown: list[dict[str, Any]],
            wanted: _Wanted) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """Yield ((time, number) of the first frame, annotation) of those that are asked for."""
    for annotation in shown:
        data = annotation['data']
        if 'frames' not in data:
            if 0 in wanted.numbers and 0 in wanted.times and _says(data) and wanted.fits(data):
                yield (0, 0), annotation
            continue
        frames = [frame for frame in wanted.frames(data)
                  if wanted.fits(fields.mapping(frame, 'data'))]
        if frames:
            part = dict(annotation, data=dict(data, frames=frames))
            yield min((_time(frame), _number(frame)) for frame in frames), part


def _says(data: dict[str, Any]) -> bool:
    return bool(data.get('concepts') or data.get('regions'))


def _wanted(call: Call) -> _Wanted:
    body = call.body
    first, start = (fields.whole(body, name, 0, low=0)
                    for name in ('frame_number_start', 'frame_time_start'))
    count = fields.whole(body, 'max_frames', 0, low=0, high=MOST_FRAMES) or MOST_FRAMES
    length = fields.whole(body, 'max_duration', 0, low=0, high=LONGEST) or LONGEST
    kind = fields.enum(body, 'annotation_type', 'AnnotationDataType') or ANY
    return _Wanted(range(first, first + count), range(start, start + length),
                   set(fields.texts(body, 'track_ids')), kind,
                   fields.number(body, 'min_prediction_score', 0.0, low=0, high=1))


def _number(frame: dict[str, Any]) -> int:
    info = fields.mapping(frame, 'frame_info')
    return int(info.get('number') or info.get('index') or 0)


def _time(frame: dict[str, Any]) -> int:
    return int(fields.mapping(frame, 'frame_info').get('time') or 0)


def _score(concept: dict[str, Any]) -> float:
    value = fields.mapping(concept, 'metadata').get('prediction_score')
    return float(value) if isinstance(value, (int, float)) else 0.0
