import itertools
import os
import tempfile

from clarifai.bulk import predict, sources
from clarifai.rest import ClarifaiApp

model = ClarifaiApp().models.get('color')
journal = os.path.join(tempfile.mkdtemp(), 'journal')
names = sorted(path for path in sources.matching('brick-*.jpg'))
run = predict(model, names + ['nowhere.jpg'], batch=2, journal=journal)
for result in itertools.islice(run, 4):
    print(result.index, result.source, result.ok)
run.close()
run = predict(model, names + ['nowhere.jpg'], batch=2, journal=journal)
for result in run:
    print(result.index, result.source, result.ok,
          result.error and result.error.description.split(':')[0])
print(run.report.done, run.report.failed, run.report.skipped)
with open(journal) as lines:
    print(len(lines.readlines()))
