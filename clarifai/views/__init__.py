"""Answers and objects to look at: in a notebook, on a page, as a picture, as a table.

::

    from clarifai import views

    answer = model.predict_by_filename('photo.jpg')
    views.show(answer, 'photo.jpg')

Nothing here is imported before somebody looks.  Pillow makes thumbnails and draws, and pandas makes
tables, where they are installed.
"""
from __future__ import absolute_import

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.views.dataframe import to_dataframe  # noqa: E402
from clarifai.views.drawing import draw  # noqa: E402
from clarifai.views.gallery import write_gallery  # noqa: E402
from clarifai.views.showing import View, show  # noqa: E402

__all__ = ['View', 'draw', 'show', 'to_dataframe', 'write_gallery']
