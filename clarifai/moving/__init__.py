"""An app as a folder, which can be carried to another account or server.

::

    from clarifai.moving import export_app, import_app

    export_app(old_app, 'pets')
    print(import_app(new_app, 'pets', train=True).text())
"""
from __future__ import absolute_import

from clarifai.moving.exporting import export_app
from clarifai.moving.importing import import_app

__all__ = ['export_app', 'import_app']
