"""Many pictures and videos: predict or upload them, many at a time, and go on after a stop.

::

    from clarifai.bulk import predict, sources

    for result in predict(app.models.get('general-v1.3'), sources.files_in('photos')):
        print(result.source, result.error or result.output['data']['concepts'][0]['name'])
"""
from __future__ import absolute_import

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.bulk.prediction import predict  # noqa: E402
from clarifai.bulk.report import ItemError, Report, Result  # noqa: E402
from clarifai.bulk.runner import Run  # noqa: E402
from clarifai.bulk.source import Source  # noqa: E402
from clarifai.bulk.uploading import upload  # noqa: E402

__all__ = ['ItemError', 'Report', 'Result', 'Run', 'Source', 'predict', 'upload']
