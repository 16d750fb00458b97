"""Configuration of Sphinx for these pages."""
from __future__ import absolute_import

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [ROOT, os.path.join(ROOT, 'docs')]

from clarifai.versions import CLIENT_VERSION  # noqa: E402

project = 'clarifai-rest'
author = 'The clarifai-rest developers'
copyright = author
version = release = CLIENT_VERSION

extensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx.ext.viewcode',
              'route_tables', 'where_table']
exclude_patterns = ['_build']
nitpicky = False

autodoc_default_options = {'members': True, 'show-inheritance': True}
autodoc_member_order = 'bysource'
# The 2.x client has an Inputs as well: the annotation of one method means that of today's SDK.
autodoc_type_aliases = {'Inputs': 'clarifai.client.input.Inputs'}
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = 'furo'
html_static_path = ['_static']
html_css_files = ['tables.css']
html_title = '{} {}'.format(project, release)
