"""Messages of today's SDK as programs make and read them."""
from __future__ import annotations

import datetime
from typing import List

from clarifai.client import messages
from clarifai.client.messages import Concept, Input, MetricData, StatusCode, Visibility

concept = Concept(id='cat', value=0)
picture = Input(
    id='a', dataset_ids=['d'], created_at=datetime.datetime(2026, 1, 31),
    data=messages.Data(image={'url': 'https://example.com/a.jpg'}, concepts=[concept, {'id': 'b'}],
                       metadata={'page': 3}))
picture.data.image.base64 = b'bytes'
picture.data.regions.add(id='r').region_info.bounding_box.top_row = 1
picture.data.metadata['by'] = 'ann'
picture.created_at.seconds = 3

names: List[str] = [each.name for each in picture.data.concepts]
value: float = picture.data.concepts[0].value
data: bytes = picture.data.image.base64
seconds: int = picture.created_at.seconds
word: str = picture.status.code.name
number: int = StatusCode.SUCCESS + Visibility.Gettable.PUBLIC
label: MetricData.Label = MetricData.Label(name=messages.MetricLabel.APP_ID, value='a')
present: bool = picture.HasField('data')
answer = messages.wrap('MultiOutputResponse', {})
outputs: int = len(answer.outputs)
print(names, value, data, seconds, word, number, label, present, outputs, messages.to_dict(picture))
